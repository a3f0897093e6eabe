// Package rosetta stands in for github.com/tonistiigi/go-rosetta, which tells the docker client on macOS whether it runs
// translated. The tests' client runs on Linux, where the answer is always no; the real module is not on every Go proxy.
package rosetta

// Enabled reports whether the process is translated from another architecture.
func Enabled() bool { return false }
