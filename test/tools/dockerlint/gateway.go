package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/gateway/client"
	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	fstypes "github.com/tonistiigi/fsutil/types"
)

// gateway plays the daemon towards the Dockerfile frontend. It serves the Dockerfile, the ignore file and the files of the
// context, makes up the base images (bases.go), and keeps what it is asked to solve in place of solving it.
type gateway struct {
	opts       map[string]string
	contextDir string
	dockerfile []byte
	ignore     []byte // FILE.dockerignore; nil: there is none
	platform   ocispecs.Platform

	solved   *pb.Definition  // the last definition to be solved: that of the image
	resolved map[string]bool // the images that were asked for, by several goroutines
	mu       *sync.Mutex
}

var _ client.Client = (*gateway)(nil)

// The option by which a client says which checks to run; it beats the Dockerfile's own `# check=` line.
const checkOption = "build-arg:BUILDKIT_DOCKERFILE_CHECK"

// configure sets what the options of `docker build` would.
func (g *gateway) configure(target, check string, args, contexts []string) {
	if target != "" {
		g.opts["target"] = target
	}
	if check != "" {
		g.opts[checkOption] = check
	}
	for _, a := range args {
		k, v, _ := strings.Cut(a, "=")
		g.opts["build-arg:"+k] = v
	}
	for _, c := range contexts {
		k, v, _ := strings.Cut(c, "=")
		if !strings.Contains(v, "://") {
			v = "local:" + k
		}
		g.opts["context:"+k] = v
	}
}

// with gives a fresh gateway that differs in some options.
func (g *gateway) with(opts map[string]string) *gateway {
	c := *g
	c.opts = maps.Clone(g.opts)
	maps.Copy(c.opts, opts)
	c.solved, c.resolved, c.mu = nil, map[string]bool{}, &sync.Mutex{}
	return &c
}

func (g *gateway) BuildOpts() client.BuildOpts {
	return client.BuildOpts{
		Opts: g.opts, SessionID: "offline", Product: "dockerlint",
		Workers: []client.WorkerInfo{{ID: "offline", Platforms: []ocispecs.Platform{g.platform}}},
		LLBCaps: pb.Caps.CapSet(pb.Caps.All()),
		Caps:    gwpb.Caps.CapSet(gwpb.Caps.All()),
	}
}

func (g *gateway) Inputs(context.Context) (map[string]llb.State, error) { return nil, nil }

func (g *gateway) NewContainer(context.Context, client.NewContainerRequest) (client.Container, error) {
	return nil, errors.New("nothing is executed here")
}

// Warnings of a build repeat what the lint request reports in a better form.
func (g *gateway) Warn(context.Context, digest.Digest, string, client.WarnOpts) error { return nil }

func (g *gateway) ResolveImageConfig(_ context.Context, ref string, opt sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	g.mu.Lock()
	g.resolved[ref] = true
	g.mu.Unlock()
	p := g.platform
	if opt.ImageOpt != nil && opt.ImageOpt.Platform != nil {
		p = *opt.ImageOpt.Platform
	}
	config, err := baseConfig(ref, p)
	return ref, digest.FromBytes(config), config, err
}

func (g *gateway) ResolveSourceMetadata(ctx context.Context, op *pb.SourceOp, opt sourceresolver.Opt) (*sourceresolver.MetaResponse, error) {
	r := &sourceresolver.MetaResponse{Op: op}
	if ref, ok := strings.CutPrefix(op.Identifier, "docker-image://"); ok {
		_, d, config, err := g.ResolveImageConfig(ctx, ref, opt)
		if err != nil {
			return nil, err
		}
		r.Image = &sourceresolver.ResolveImageResponse{Digest: d, Config: config}
	}
	return r, nil
}

func (g *gateway) Solve(_ context.Context, req client.SolveRequest) (*client.Result, error) {
	if req.Frontend != "" {
		return nil, fmt.Errorf("no other frontend here: %q", req.Frontend)
	}
	res := client.NewResult()
	res.SetRef(&source{g: g, name: localName(req.Definition)})
	g.solved = req.Definition
	return res, nil
}

// localName tells which of the client's folders a definition reads (dockerfile, context), if that is all that it does.
func localName(def *pb.Definition) string {
	if def == nil || len(def.Def) > 2 {
		return ""
	}
	for _, dt := range def.Def {
		var op pb.Op
		if err := op.UnmarshalVT(dt); err != nil {
			return ""
		}
		if s, ok := op.Op.(*pb.Op_Source); ok {
			if name, ok := strings.CutPrefix(s.Source.Identifier, "local://"); ok {
				return name
			}
		}
	}
	return ""
}

// source is a folder of the client, as the frontend reads it.
type source struct {
	g    *gateway
	name string
}

var _ client.Reference = (*source)(nil)

func (s *source) load(name string) ([]byte, error) {
	switch {
	case s.name == "dockerfile" && name == "Dockerfile":
		return s.g.dockerfile, nil
	case s.name == "dockerfile" && name == "Dockerfile.dockerignore" && s.g.ignore != nil:
		return s.g.ignore, nil
	case s.name == "context":
		return os.ReadFile(filepath.Join(s.g.contextDir, filepath.Clean("/"+name)))
	}
	return nil, os.ErrNotExist
}

func (s *source) ReadFile(_ context.Context, req client.ReadRequest) ([]byte, error) {
	content, err := s.load(req.Filename)
	if err == nil && req.Range != nil {
		if req.Range.Offset > len(content) {
			return nil, io.EOF
		}
		content = content[req.Range.Offset:]
		if req.Range.Length > 0 && req.Range.Length < len(content) {
			content = content[:req.Range.Length]
		}
	}
	return content, err
}

func (s *source) StatFile(_ context.Context, req client.StatRequest) (*fstypes.Stat, error) {
	content, err := s.load(req.Path)
	if err != nil {
		return nil, err
	}
	return &fstypes.Stat{Path: req.Path, Size: int64(len(content)), Mode: 0o644}, nil
}

func (s *source) ReadDir(context.Context, client.ReadDirRequest) ([]*fstypes.Stat, error) {
	return nil, os.ErrNotExist
}
func (s *source) ToState() (llb.State, error)    { return llb.Scratch(), nil }
func (s *source) Evaluate(context.Context) error { return nil }
