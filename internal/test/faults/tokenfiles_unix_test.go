//go:build unix

package faults_test

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/test/rig"
)

// A token that cannot be read is told from one that the Hub does not take.
// Nothing is asked without it, and the error names the file.
func TestTokenFiles(t *testing.T) {
	bad := func(says string, prepare func(path string) error) row {
		return row{strike: tokenFile(prepare), code: "token", kind: huggingface.KindTokenSource, says: says, anonymous: true, requests: none}
	}
	hangs := func(w *world) func() {
		w.tokens.Set(huggingface.TokenSourceFunc(func(ctx context.Context) (huggingface.Token, error) {
			<-ctx.Done()
			return huggingface.Token{}, &huggingface.TokenError{Source: "the file x", Err: ctx.Err()}
		}))
		return func() { w.tokens.Replace(secret) }
	}
	denied := func(w *world) func() {
		w.tokens.Set(huggingface.TokenSourceFunc(func(context.Context) (huggingface.Token, error) {
			return huggingface.Token{}, &huggingface.TokenError{Source: "the file x", Err: &fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}}
		}))
		return func() { w.tokens.Replace(secret) }
	}
	run(t, map[string]row{
		"missing":           bad("no such file", func(string) error { return nil }),
		"empty":             bad("no token in it", content("")),
		"a directory":       bad("is a directory", func(path string) error { return os.Mkdir(path, 0o700) }),
		"a link to itself":  bad("too many levels", func(path string) error { return os.Symlink(path, path) }),
		"nobody writes it":  bad("not a regular file", func(path string) error { return syscall.Mkfifo(path, 0o600) }),
		"a device":          bad("not a regular file", func(path string) error { return os.Symlink("/dev/zero", path) }),
		"not permitted":     {strike: denied, code: "token", kind: huggingface.KindTokenSource, says: "permission denied", anonymous: true, requests: none},
		"does not answer":   {strike: hangs, code: "token", kind: huggingface.KindTokenSource, says: "deadline exceeded", anonymous: true, requests: none, least: rig.Timeout, most: rig.Timeout},
		"with NUL":          bad("cannot be sent", content(secret+"\x00")),
		"a newline inside":  bad("must contain only the token, on one line", content(secret[:9]+"\n"+secret[9:])),
		"a byte order mark": bad("byte 1", content("\ufeff"+secret)),
		"too large":         bad("more than 65536 bytes", content(strings.Repeat("hf_", 30_000))),
		"with a newline":    {strike: tokenFile(content(secret + "\n")), requests: 4},
	})
}
