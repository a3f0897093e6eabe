// dockerlint runs BuildKit's own Dockerfile frontend (the code behind `docker build --check` and behind a real build)
// against a Dockerfile and a context folder, offline: no daemon, no registry, nothing is executed.
//
//	dockerlint [flags] [CONTEXT]
//
//	-f FILE             the Dockerfile (default CONTEXT/Dockerfile), or - for standard input
//	-target STAGE       stage to build (default: the last); the checks always see every stage
//	-build-arg K=V      repeatable
//	-build-context K=V  named context, a folder or docker-image://REF; repeatable
//	-platform P         default linux/amd64
//	-check SPEC         which checks, in the form of a Dockerfile's own `# check=` line and in its place
//	                    (default experimental=all: every check there is; empty: what the Dockerfile says)
//	-json               one JSON object with everything (type report) in place of the findings as text
//
// Exit code: 0 clean, 1 findings, 2 the Dockerfile cannot be built, 3 wrong usage or an unreadable file.
//
// A `# syntax=` line has no effect: the frontend is the one compiled in.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/containerd/platforms"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

const (
	exitClean = iota
	exitFindings
	exitBroken
	exitUsage
)

// report is what -json prints.
type report struct {
	Findings []finding `json:"findings"`
	// Why the Dockerfile cannot be built; what follows is missing or incomplete then.
	Error string `json:"error,omitempty"`
	// ARG instructions before the first FROM.
	GlobalArgs []string `json:"globalArgs,omitempty"`
	// Every stage with its instructions as parsed.
	Stages []stage `json:"stages,omitempty"`
	// Configuration of the image that a build of the target gives.
	Image *ocispecs.Image `json:"image,omitempty"`
	// What that build would do, in an order in which it can.
	LLB []operation `json:"llb,omitempty"`
	// Every image from outside that the build needs, in full (docker.io/library/python:3.13-slim-trixie).
	Bases []string `json:"bases,omitempty"`
}

type repeatable []string

func (r *repeatable) String() string     { return strings.Join(*r, ",") }
func (r *repeatable) Set(s string) error { *r = append(*r, s); return nil }

func main() {
	var args, contexts repeatable
	file := flag.String("f", "", "Dockerfile, - for standard input")
	target := flag.String("target", "", "stage to build")
	platform := flag.String("platform", "linux/amd64", "platform to build for")
	check := flag.String("check", "experimental=all", "checks, as in a # check= line")
	asJSON := flag.Bool("json", false, "print one JSON object")
	flag.Var(&args, "build-arg", "K=V, repeatable")
	flag.Var(&contexts, "build-context", "K=V, repeatable")
	flag.CommandLine.Init("dockerlint", flag.ContinueOnError)
	if err := flag.CommandLine.Parse(os.Args[1:]); err != nil || flag.NArg() > 1 {
		os.Exit(exitUsage)
	}

	dir := "."
	if flag.NArg() == 1 {
		dir = flag.Arg(0)
	}
	if *file == "" {
		*file = filepath.Join(dir, "Dockerfile")
	}
	gateway, err := open(*file, dir, *platform)
	if err != nil {
		fmt.Fprintln(os.Stderr, "dockerlint:", err)
		os.Exit(exitUsage)
	}
	gateway.configure(*target, *check, args, contexts)

	result := inspect(gateway, *asJSON)
	if *asJSON {
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		out.SetEscapeHTML(false)
		_ = out.Encode(result)
	} else {
		for _, f := range result.Findings {
			fmt.Printf("%s:%d %s: %s\n", *file, f.Line, f.Rule, f.Detail)
		}
		if result.Error != "" {
			fmt.Printf("%s: %s\n", *file, result.Error)
		}
	}
	switch {
	case result.Error != "":
		os.Exit(exitBroken)
	case len(result.Findings) > 0:
		os.Exit(exitFindings)
	}
	os.Exit(exitClean)
}

// open reads the Dockerfile, and the ignore file that belongs to it alone (FILE.dockerignore beats CONTEXT/.dockerignore).
func open(file, dir, platform string) (*gateway, error) {
	p, err := platforms.Parse(platform)
	if err != nil {
		return nil, err
	}
	// With a cmdline the frontend takes itself for the one that the `# syntax=` line asked for.
	opts := map[string]string{"platform": platform, "cmdline": "dockerlint"}
	g := &gateway{contextDir: dir, platform: p, opts: opts}
	if file == "-" {
		g.dockerfile, err = io.ReadAll(os.Stdin)
	} else if g.dockerfile, err = os.ReadFile(file); err == nil {
		// Its absence is no error.
		g.ignore, _ = os.ReadFile(file + ".dockerignore")
	}
	return g, err
}

// inspect runs the checks, and then a build: there are Dockerfiles that pass the checks and yet cannot be built. What
// only -json prints is left out otherwise.
func inspect(g *gateway, all bool) report {
	ctx := context.Background()
	r := report{Findings: []finding{}}
	findings, err := lintFindings(ctx, g)
	if err == nil {
		r.Findings = findings
		r.Image, r.LLB, r.Bases, err = build(ctx, g)
	}
	if err == nil && all {
		r.GlobalArgs, r.Stages, err = parse(g.dockerfile)
	}
	if err != nil {
		r.Error = err.Error()
	}
	return r
}
