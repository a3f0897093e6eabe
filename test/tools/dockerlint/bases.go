package main

import (
	"encoding/json"
	"strings"

	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

// baseConfig makes up the configuration of a base image, which the frontend needs to know (an undefined variable is one
// that neither the Dockerfile nor the base defines, a CMD is inherited): for the official images what they have, for all
// others a PATH alone.
func baseConfig(ref string, p ocispecs.Platform) ([]byte, error) {
	name := strings.TrimPrefix(strings.TrimPrefix(ref, "docker.io/"), "library/")
	const path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
	img := ocispecs.Image{Platform: p}
	// Without a layer it would be taken for scratch, and would not show among the sources of the build.
	img.RootFS.Type = "layers"
	img.RootFS.DiffIDs = []digest.Digest{digest.FromString(ref)}
	img.Config.Env = []string{path}
	switch {
	case strings.HasPrefix(name, "python:"):
		img.Config.Env = []string{
			strings.Replace(path, "=", "=/usr/local/bin:", 1), "PYTHON_VERSION=3.13.0", "PYTHON_SHA256=0",
		}
		img.Config.Cmd = []string{"python3"}
	case strings.HasPrefix(name, "node:"):
		img.Config.Env = append(img.Config.Env, "NODE_VERSION=24.0.0", "YARN_VERSION=1.22.22")
		img.Config.Entrypoint = []string{"docker-entrypoint.sh"}
		img.Config.Cmd = []string{"node"}
	case strings.HasPrefix(name, "debian:"):
		img.Config.Cmd = []string{"bash"}
	}
	return json.Marshal(img)
}
