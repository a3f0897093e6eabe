package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/moby/buildkit/exporter/containerimage/exptypes"
	"github.com/moby/buildkit/frontend/dockerfile/builder"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/subrequests/lint"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

// finding is one violated check.
type finding struct {
	Rule   string `json:"rule"`
	Line   int32  `json:"line"`
	Detail string `json:"detail"`
}

// lintFindings asks what `docker build --check` asks. The error says why the Dockerfile cannot be checked to its end.
func lintFindings(ctx context.Context, g *gateway) ([]finding, error) {
	res, err := builder.Build(ctx, g.with(map[string]string{"requestid": lint.RequestLint}))
	if err != nil {
		return nil, err
	}
	var results lint.LintResults
	if err := json.Unmarshal(res.Metadata["result.json"], &results); err != nil {
		return nil, err
	}
	found := []finding{}
	for _, w := range results.Warnings {
		f := finding{Rule: w.RuleName, Detail: w.Detail}
		if w.Location != nil && len(w.Location.Ranges) > 0 {
			f.Line = w.Location.Ranges[0].Start.Line
		}
		found = append(found, f)
	}
	// Under `error=true` the findings are reported a second time, as an error.
	if e := results.Error; e != nil && !strings.HasPrefix(e.Message, "lint violation found for rules") {
		if len(e.Location.Ranges) > 0 {
			return found, fmt.Errorf("line %d: %s", e.Location.Ranges[0].Start.Line, e.Message)
		}
		return found, errors.New(e.Message)
	}
	return found, nil
}

// build asks for a build of the target, without the checks, and gives what it would produce and do.
func build(ctx context.Context, g *gateway) (*ocispecs.Image, []operation, []string, error) {
	c := g.with(map[string]string{checkOption: "skip=all"})
	res, err := builder.Build(ctx, c)
	if err != nil {
		return nil, nil, nil, err
	}
	image := &ocispecs.Image{}
	if err := json.Unmarshal(res.Metadata[exptypes.ExporterImageConfigKey], image); err != nil {
		return nil, nil, nil, err
	}
	return image, operations(c.solved), slices.Sorted(maps.Keys(c.resolved)), nil
}

// stage is one FROM with its instructions.
type stage struct {
	Name         string   `json:"name"`
	Base         string   `json:"base"`
	Platform     string   `json:"platform,omitempty"`
	Line         int      `json:"line"`
	Instructions []string `json:"instructions"`
}

// parse gives the Dockerfile's instructions, without any variable replaced.
func parse(dockerfile []byte) (globalArgs []string, stages []stage, err error) {
	ast, err := parser.Parse(bytes.NewReader(dockerfile))
	if err != nil {
		return nil, nil, err
	}
	parsed, args, err := instructions.Parse(ast.AST, nil)
	if err != nil {
		return nil, nil, err
	}
	for _, a := range args {
		globalArgs = append(globalArgs, a.String())
	}
	for _, p := range parsed {
		s := stage{Name: p.Name, Base: p.BaseName, Platform: p.Platform, Instructions: []string{}}
		if len(p.Location) > 0 {
			s.Line = p.Location[0].Start.Line
		}
		for _, c := range p.Commands {
			text := c.Name()
			if full, ok := c.(fmt.Stringer); ok {
				text = full.String()
			}
			s.Instructions = append(s.Instructions, text)
		}
		stages = append(stages, s)
	}
	return globalArgs, stages, nil
}
