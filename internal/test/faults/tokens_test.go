package faults_test

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"

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
		w.tokens.Set(huggingface.TokenFile(path))
		return func() { w.tokens.Replace(secret) }
	}
}

func content(text string) func(path string) error {
	return func(path string) error { return os.WriteFile(path, []byte(text), 0o600) }
}

// both is an organization that knows both tokens.
func both(w *world) {
	o := acme(34, 2)
	o.Tokens = map[string]hubtest.Power{secret: hubtest.Admin, another: hubtest.Admin}
	w.Hub.SetOrganization(o)
}

// A token file that vanishes while the exporter runs fails the scrape. It is not
// replaced by another token or by anonymous requests, and the numbers stay. It
// heals when the file is back.
func TestATokenFileThatVanishes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		home := t.TempDir()
		path := filepath.Join(home, ".cache", "huggingface", "token")
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		put := func() {
			if err := content(secret)(path); err != nil {
				t.Fatal(err)
			}
		}
		r := row{code: "token", kind: huggingface.KindTokenSource, says: path, anonymous: true, requests: none}
		r.setup = func(w *world) {
			put()
			w.tokens.Set(huggingface.DefaultTokens(func(name string) string {
				return map[string]string{"HOME": home, "USERPROFILE": home}[name]
			}))
		}
		r.strike = func(*world) func() {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			return put
		}
		public := acme(27, 1)
		public.Public = true
		r.test(t, &public)
	})
}

// A token is rotated by putting the new one into its place and then revoking
// the old one. Whenever that happens, not one scrape is lost.
func TestRotation(t *testing.T) {
	rotate := func(page int) row {
		return row{strike: func(w *world) func() {
			both(w)
			return w.Hub.Fault(hubtest.Match{Page: page, Times: 1, Path: "members"}, func(rw http.ResponseWriter, r *http.Request, next http.Handler) {
				w.tokens.Replace(another)
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
			w.tokens.Replace(another)
			w.Hub.RevokeToken(secret)
			return func() {}
		}},
		"too late": {code: "401", kind: huggingface.KindTokenInvalid, says: "Invalid credentials", requests: 1, strike: func(w *world) func() {
			both(w)
			w.Hub.RevokeToken(secret)
			return func() { w.tokens.Replace(another) }
		}},
		"to a wrong one": {code: "401", kind: huggingface.KindTokenInvalid, says: "Invalid credentials", strike: func(w *world) func() {
			w.Hub.RevokeToken(secret)
			w.tokens.Replace("hf_typo")
			return func() {
				both(w)
				w.tokens.Replace(another)
			}
		}},
	})
}
