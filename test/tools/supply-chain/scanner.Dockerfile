# What `attest = ["type=sbom"]` names where nothing else is said: BuildKit's scanner, which is syft behind a small protocol.
FROM debian:trixie-slim
COPY syft scan.sh /usr/local/bin/
ENV SYFT_CHECK_FOR_APP_UPDATE=false HOME=/tmp
ENTRYPOINT ["scan.sh"]
