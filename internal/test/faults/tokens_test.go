package faults_test

import (
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// another is a token that replaces the first.
const another = "hf_TheNextTokenThatNobodyMaySee"

// tokenFile makes the token come from a file that prepare makes.
func tokenFile(prepare func(path string) error) func(*world) func() {
	return func(w *world) func() {
		path := filepath.Join(w.t.TempDir(), "token")
		if err := prepare(path); err != nil {
			w.t.Fatal(err)
		}
		w.tokens.set(huggingface.TokenFile(path))
		return func() { w.tokens.set(huggingface.StaticToken(secret, "the test")) }
	}
}

func content(text string) func(path string) error {
	return func(path string) error { return os.WriteFile(path, []byte(text), 0o600) }
}

// A token that cannot be read is told from one that the Hub does not take.
// Nothing is asked without it, and the error names the file.
func TestTokenFiles(t *testing.T) {
	bad := func(says string, prepare func(path string) error) row {
		return row{strike: tokenFile(prepare), code: "token", kind: huggingface.KindTokenSource, says: says, anonymous: true, requests: none}
	}
	good := func(text string) row { return row{strike: tokenFile(content(text)), requests: 4} }
	denied := func(w *world) func() {
		w.tokens.set(huggingface.TokenSourceFunc(func() (huggingface.Token, error) {
			return huggingface.Token{}, &huggingface.TokenError{Source: "the file x", Err: &fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}}
		}))
		return func() { w.tokens.set(huggingface.StaticToken(secret, "the test")) }
	}
	run(t, map[string]row{
		"missing":           bad("no such file", func(string) error { return nil }),
		"empty":             bad("no token in it", content("")),
		"white space":       bad("no token in it", content(" \r\n\t\n")),
		"a directory":       bad("is a directory", func(path string) error { return os.Mkdir(path, 0o700) }),
		"below a file":      bad("not a directory", func(path string) error { return os.Symlink("/dev/null/token", path) }),
		"a link to itself":  bad("too many levels", func(path string) error { return os.Symlink(path, path) }),
		"nobody writes it":  bad("not a regular file", func(path string) error { return syscall.Mkfifo(path, 0o600) }),
		"a device":          bad("not a regular file", func(path string) error { return os.Symlink("/dev/zero", path) }),
		"not permitted":     {strike: denied, code: "token", kind: huggingface.KindTokenSource, says: "permission denied", anonymous: true, requests: none},
		"with NUL":          bad("cannot be sent", content(secret+"\x00")),
		"a newline inside":  bad("must contain only the token, on one line", content(secret[:9]+"\n"+secret[9:])),
		"a header inside":   bad("must contain only the token, on one line", content(secret+"\r\nHost: evil.test")),
		"two words":         bad("must contain only the token, on one line", content("HF_TOKEN "+secret)),
		"a byte order mark": bad("byte 1", content("\ufeff"+secret)),
		"not ASCII":         bad("cannot be sent", content(secret+"é")),
		"too large":         bad("more than 65536 bytes", content(strings.Repeat("hf_", 30_000))),
		"with a newline":    good(secret + "\n"),
		"with CRLF":         good("\r\n" + secret + "\r\n"),
		"without a newline": good(secret),
	})
}

// both is an organization that knows both tokens.
func both(w *world) {
	o := acme(34, 2)
	o.Tokens = map[string]hubtest.Power{secret: hubtest.Admin, another: hubtest.Admin}
	w.Hub.SetOrganization(o)
}

// A token is rotated by putting the new one into its place and then revoking
// the old one. Whenever that happens, not one scrape is lost.
func TestRotation(t *testing.T) {
	rotate := func(page int) row {
		return row{strike: func(w *world) func() {
			both(w)
			return w.Hub.Fault(hubtest.Match{Page: page, Times: 1, Path: "members"}, func(rw http.ResponseWriter, r *http.Request, next http.Handler) {
				w.tokens.set(huggingface.StaticToken(another, "the test"))
				w.Hub.RevokeToken(secret)
				next.ServeHTTP(rw, r)
			})
		}}
	}
	run(t, map[string]row{
		"before page 1": rotate(1),
		"before page 3": rotate(3),
		"before page 4": rotate(4),
		"before the scrape": {requests: 4, strike: func(w *world) func() {
			both(w)
			w.tokens.set(huggingface.StaticToken(another, "the test"))
			w.Hub.RevokeToken(secret)
			return func() {}
		}},
		"too late": {code: "401", kind: huggingface.KindTokenInvalid, says: "Invalid credentials", requests: 1, strike: func(w *world) func() {
			both(w)
			w.Hub.RevokeToken(secret)
			return func() { w.tokens.set(huggingface.StaticToken(another, "the test")) }
		}},
		"to a wrong one": {code: "401", kind: huggingface.KindTokenInvalid, says: "Invalid credentials", strike: func(w *world) func() {
			w.Hub.RevokeToken(secret)
			w.tokens.set(huggingface.StaticToken("hf_typo", "the test"))
			return func() {
				both(w)
				w.tokens.set(huggingface.StaticToken(another, "the test"))
			}
		}},
	})
}
