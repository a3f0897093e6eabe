// contextfiles prints what of a context folder a build sends, by BuildKit's own code: the reader of ignore files, the
// pattern matcher and the filter of the file transfer.
//
//	contextfiles [-follow PATH]... IGNOREFILE CONTEXT
//
// One JSON object a line: {"path":"a/b","kind":"file"|"directory"|"symlink","target":"…"}, in the order of sending.
// With -follow only what a COPY of these paths (as the Dockerfile's parser gives them) needs is sent, as in a build that
// never copies the whole context.
//
// Exit code 1: BuildKit refuses the ignore file or the folder; the reason is on stderr.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"

	"github.com/moby/patternmatcher/ignorefile"
	"github.com/tonistiigi/fsutil"
	"github.com/tonistiigi/fsutil/types"
)

type entry struct {
	Path   string `json:"path"`
	Kind   string `json:"kind"`
	Target string `json:"target,omitempty"`
}

func main() {
	var follow []string
	flag.Func("follow", "PATH, repeatable", func(path string) error {
		follow = append(follow, path)
		return nil
	})
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: contextfiles [-follow PATH]... IGNOREFILE CONTEXT")
		os.Exit(2)
	}
	if err := list(flag.Arg(0), flag.Arg(1), follow); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func list(ignoreFile, root string, follow []string) error {
	file, err := os.Open(ignoreFile)
	if err != nil {
		return err
	}
	defer file.Close()
	excludes, err := ignorefile.ReadAll(file)
	if err != nil {
		return err
	}
	tree, err := fsutil.NewFS(root)
	if err != nil {
		return err
	}
	// The same options as in buildkit/session/filesync.
	tree, err = fsutil.NewFilterFS(tree, &fsutil.FilterOpt{ExcludePatterns: excludes, FollowPaths: follow})
	if err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	return tree.Walk(context.Background(), "", func(path string, item fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := item.Info()
		if err != nil {
			return err
		}
		e := entry{Path: path, Kind: kind(info.Mode())}
		if stat, ok := info.Sys().(*types.Stat); ok && e.Kind == "symlink" {
			e.Target = stat.Linkname
		}
		return out.Encode(e)
	})
}

func kind(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "directory"
	case mode&fs.ModeSymlink != 0:
		return "symlink"
	case mode.IsRegular():
		return "file"
	}
	return mode.Type().String()
}
