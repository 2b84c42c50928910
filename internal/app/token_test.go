package app_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/internal/test/rig"
)

// The first source that there is counts, in the order of the documentation.
func TestTokenOrder(t *testing.T) {
	dir := t.TempDir()
	file := func(path string) string {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		name := strings.NewReplacer("/", "_", ".", "").Replace(path[len(dir)+1:])
		return write(t, path, " hf_"+name+"\r\n")
	}
	flag, path := file("flag"), file("path")
	file("hub/token")
	file("home/.cache/huggingface/token")
	all := environment{
		"HF_TOKEN": "hf_variable", "HF_TOKEN_PATH": path, "HF_HOME": filepath.Join(dir, "hub"), "HOME": filepath.Join(dir, "home"),
	}
	without := func(names ...string) environment {
		env := environment{"HF_ORGANIZATION": "acme"}
		for name, value := range all {
			if !slices.Contains(names, name) {
				env[name] = value
			}
		}
		return env
	}
	for _, row := range []struct {
		name string
		env  environment
		args []string
		want string
	}{
		{"flag", without(), []string{"--huggingface.token-file=" + flag}, "hf_flag"},
		{"HF_TOKEN", without(), nil, "hf_variable"},
		{"HF_TOKEN_PATH", without("HF_TOKEN"), nil, "hf_path"},
		{"HF_HOME", without("HF_TOKEN", "HF_TOKEN_PATH"), nil, "hf_hub_token"},
		{"HOME", without("HF_TOKEN", "HF_TOKEN_PATH", "HF_HOME"), nil, "hf_home_cache_huggingface_token"},
		{"none", environment{"HF_ORGANIZATION": "acme"}, nil, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := newHub(t)
			row.env["HF_ENDPOINT"] = h.url
			execute(t, row.env, append(row.args, "check")...)
			if got := h.tokens("acme"); len(got) != 1 || got[0] != row.want {
				t.Errorf("the Hub saw %q, want %q", got, row.want)
			}
		})
	}
}

// The demo never looks at the user's token, organizations or Hub.
func TestDemoLeavesTheUsersOwnAlone(t *testing.T) {
	h := newHub(t)
	env := environment{"HF_TOKEN": secretOfAcme, "HF_ORGANIZATION": "globex", "HF_ENDPOINT": h.url}
	_, stdout, _ := execute(t, env, "check", "--demo")
	if requests := h.Requests(); len(requests) > 0 {
		t.Errorf("it asked %s", requests[0].Path)
	}
	if !strings.Contains(stdout, "initech") || strings.Contains(stdout, "SECRET") {
		t.Errorf("it reports\n%s", stdout)
	}
}

// Kubernetes replaces a mounted secret by turning one symbolic link around.
// The Hub knows the old token no more by then.
func TestTokenRotationBySymlink(t *testing.T) {
	h := newHub(t)
	volume := t.TempDir()
	secret := func(version, token string) {
		if err := os.Mkdir(filepath.Join(volume, version), 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(volume, version, "token"), token)
		link := filepath.Join(volume, "next")
		if err := os.Symlink(version, link); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(link, filepath.Join(volume, "..data")); err != nil {
			t.Fatal(err)
		}
	}
	secret("..2026_01", secretOfAcme)
	if err := os.Symlink("..data/token", filepath.Join(volume, "token")); err != nil {
		t.Fatal(err)
	}
	p := start(t, nil, "--huggingface.endpoint="+h.url, "--huggingface.organization=acme", "--huggingface.token-file="+filepath.Join(volume, "token"), "--scrape.interval=50ms")
	p.ready()

	h.SetOrganization(organization("acme", 35, "hf_new"))
	secret("..2026_02", "hf_new")
	rig.Eventually(t, "the new token is used", func() bool { return slices.Contains(h.tokens("acme"), "hf_new") })
	rig.Eventually(t, "it works", func() bool { return p.metrics()[`huggingface_up{organization="acme"}`] == 1 })
}

// A scrape that began with the old token and is refused looks for a new one,
// and does not count as failed.
func TestTokenRotationDuringScrape(t *testing.T) {
	h := newHub(t)
	path := tokenFile(t, secretOfAcme)
	rotate := func() {
		h.SetOrganization(organization("acme", 35, "hf_new"))
		if err := os.Rename(tokenFile(t, "hf_new"), path); err != nil {
			t.Error(err)
		}
	}
	h.Fault(matchPage("acme", 2), before(rotate))
	p := start(t, nil, "--huggingface.endpoint="+h.url, "--huggingface.organization=acme", "--huggingface.token-file="+path, "--huggingface.page-size=10")
	p.ready()

	metrics := p.metrics()
	for series, want := range map[string]float64{
		`huggingface_up{organization="acme"}`:                             1,
		`huggingface_scrapes_total{organization="acme"}`:                  1,
		`huggingface_scrape_errors_total{code="401",organization="acme"}`: 0,
	} {
		if metrics[series] != want {
			t.Errorf("%s is %v, want %v", series, metrics[series], want)
		}
	}
	if want := []string{secretOfAcme, "hf_new"}; !slices.Equal(h.tokens("acme"), want) {
		t.Errorf("the Hub saw %q, want %q", h.tokens("acme"), want)
	}
}
