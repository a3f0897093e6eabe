package main

import (
	"fmt"

	"github.com/moby/buildkit/solver/pb"
)

// operation is one step of a build, of one of these kinds: the other fields are empty.
type operation struct {
	// An image, or a folder of the client with the patterns that limit what of it is sent.
	Source   string            `json:"source,omitempty"`
	Patterns map[string]string `json:"patterns,omitempty"`
	Exec     *exec             `json:"exec,omitempty"`
	File     []fileAction      `json:"file,omitempty"`
	// Number of layers that are put on each other (COPY --link).
	Merge int `json:"merge,omitempty"`
}

// exec is a RUN.
type exec struct {
	Args    []string `json:"args"`
	Env     []string `json:"env"`
	Cwd     string   `json:"cwd"`
	User    string   `json:"user,omitempty"`
	Network string   `json:"network,omitempty"`
	Mounts  []mount  `json:"mounts,omitempty"`
	// Environment variables filled from secrets: NAME=secret id.
	SecretEnv []string `json:"secretEnv,omitempty"`
}

// mount is a --mount of a RUN.
type mount struct {
	Target   string `json:"target"`
	Type     string `json:"type"`
	ReadOnly bool   `json:"readOnly"`
	Source   string `json:"source,omitempty"`
	CacheID  string `json:"cacheId,omitempty"`
	Sharing  string `json:"sharing,omitempty"`
	SecretID string `json:"secretId,omitempty"`
	Optional bool   `json:"optional,omitempty"`
	SSHID    string `json:"sshId,omitempty"`
}

// fileAction is a COPY or ADD, or what a WORKDIR or heredoc makes.
type fileAction struct {
	Copy    string   `json:"copy,omitempty"`
	Dest    string   `json:"dest,omitempty"`
	Mode    string   `json:"mode,omitempty"`
	Owner   string   `json:"owner,omitempty"`
	Include []string `json:"include,omitempty"`
	Exclude []string `json:"exclude,omitempty"`
	Mkdir   string   `json:"mkdir,omitempty"`
	Mkfile  string   `json:"mkfile,omitempty"`
	Remove  string   `json:"remove,omitempty"`
}

// operations lists what a definition does.
func operations(def *pb.Definition) (list []operation) {
	for _, dt := range def.Def {
		var op pb.Op
		if err := op.UnmarshalVT(dt); err != nil {
			continue
		}
		switch o := op.Op.(type) {
		case *pb.Op_Source:
			list = append(list, operation{Source: o.Source.Identifier, Patterns: patterns(o.Source.Attrs)})
		case *pb.Op_Exec:
			list = append(list, operation{Exec: execOf(o.Exec)})
		case *pb.Op_File:
			list = append(list, operation{File: fileActions(o.File)})
		case *pb.Op_Merge:
			list = append(list, operation{Merge: len(o.Merge.Inputs)})
		}
	}
	return list
}

func patterns(attrs map[string]string) map[string]string {
	found := map[string]string{}
	for _, name := range []string{"followpaths", "includepattern", "excludepatterns"} {
		if v := attrs["local."+name]; v != "" {
			found[name] = v
		}
	}
	return found
}

func execOf(o *pb.ExecOp) *exec {
	e := &exec{Args: o.Meta.Args, Env: o.Meta.Env, Cwd: o.Meta.Cwd, User: o.Meta.User}
	if o.Network != pb.NetMode_UNSET {
		e.Network = o.Network.String()
	}
	for _, m := range o.Mounts {
		if m.Dest == "/" {
			continue // the stage's own file system
		}
		x := mount{Target: m.Dest, Type: m.MountType.String(), ReadOnly: m.Readonly, Source: m.Selector}
		if m.CacheOpt != nil {
			x.CacheID, x.Sharing = m.CacheOpt.ID, m.CacheOpt.Sharing.String()
		}
		if m.SecretOpt != nil {
			x.SecretID, x.Optional = m.SecretOpt.ID, m.SecretOpt.Optional
		}
		if m.SSHOpt != nil {
			x.SSHID = m.SSHOpt.ID
		}
		e.Mounts = append(e.Mounts, x)
	}
	for _, s := range o.Secretenv {
		e.SecretEnv = append(e.SecretEnv, s.Name+"="+s.ID)
	}
	return e
}

func fileActions(o *pb.FileOp) (list []fileAction) {
	for _, a := range o.Actions {
		switch f := a.Action.(type) {
		case *pb.FileAction_Copy:
			c := fileAction{
				Copy: f.Copy.Src, Dest: f.Copy.Dest, Mode: f.Copy.ModeStr,
				Include: f.Copy.IncludePatterns, Exclude: f.Copy.ExcludePatterns,
			}
			if f.Copy.ModeStr == "" && f.Copy.Mode >= 0 {
				c.Mode = fmt.Sprintf("%04o", f.Copy.Mode)
			}
			if f.Copy.Owner != nil {
				c.Owner = owner(f.Copy.Owner)
			}
			list = append(list, c)
		case *pb.FileAction_Mkdir:
			list = append(list, fileAction{Mkdir: f.Mkdir.Path})
		case *pb.FileAction_Mkfile:
			list = append(list, fileAction{Mkfile: f.Mkfile.Path})
		case *pb.FileAction_Rm:
			list = append(list, fileAction{Remove: f.Rm.Path})
		}
	}
	return list
}

// owner gives user:group, each a number or a name.
func owner(o *pb.ChownOpt) string {
	return userOf(o.User) + ":" + userOf(o.Group)
}

func userOf(u *pb.UserOpt) string {
	switch v := u.GetUser().(type) {
	case *pb.UserOpt_ByID:
		return fmt.Sprint(v.ByID)
	case *pb.UserOpt_ByName:
		return v.ByName.Name
	}
	return ""
}
