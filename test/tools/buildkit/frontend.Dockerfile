# What `# syntax=docker/dockerfile:1` names: the Dockerfile frontend of this folder's BuildKit, as an image.
FROM scratch
LABEL moby.buildkit.frontend.network.none="true"
LABEL moby.buildkit.frontend.caps="moby.buildkit.frontend.inputs,moby.buildkit.frontend.subrequests,moby.buildkit.frontend.contexts,moby.buildkit.frontend.gitquerystring,moby.buildkit.frontend.contexts.zstd"
COPY dockerfile-frontend /bin/
ENTRYPOINT ["/bin/dockerfile-frontend"]
