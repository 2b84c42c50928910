package huggingface_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
)

func page(t testing.TB) *url.URL {
	t.Helper()
	u, err := url.Parse("https://hub.test/api/organizations/acme/members?limit=500")
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestNextLink(t *testing.T) {
	const next = "https://hub.test/api/organizations/acme/members?limit=500&cursor=eyJ%2Bfoo+bar%3D%3D"
	for _, row := range []struct {
		name   string
		values []string
		want   string // "": none; "!": an error
	}{
		{"no header", nil, ""},
		{"the Hub's", []string{"<" + next + `>; rel="next"`}, next},
		{"no quotes", []string{"<" + next + ">; rel=next"}, next},
		{"no space", []string{"<" + next + `>;rel="next"`}, next},
		{"spaces around =", []string{"<" + next + `> ; rel = "next"`}, next},
		{"capitals", []string{"<" + next + `>; REL="Next"`}, next},
		{"several rels in one", []string{"<" + next + `>; rel="last next"`}, next},
		{"several links", []string{`<https://hub.test/a>; rel="prev", <` + next + `>; rel="next"; title="x"`}, next},
		{"several headers", []string{`<https://hub.test/a>; rel="first"`, "<" + next + `>; rel="next"`}, next},
		{"a comma in a title", []string{`<https://hub.test/a>; title="a, <b>; rel=next"; rel="prev", <` + next + `>; rel="next"`}, next},
		{"a quote in a title", []string{`<` + next + `>; title="a \"; b"; rel="next"`}, next},
		// As RFC 3986 allows, and the usual parsers do not.
		{"comma and semicolon in the URL", []string{`<https://hub.test/m?cursor=a,b;c=d>; rel="next"`}, "https://hub.test/m?cursor=a,b;c=d"},
		{"relative", []string{`</api/x?cursor=2>; rel="next"`}, "https://hub.test/api/x?cursor=2"},
		{"only a query", []string{`<?cursor=2>; rel="next"`}, "https://hub.test/api/organizations/acme/members?cursor=2"},
		{"the first rel counts", []string{`<https://hub.test/a>; rel="prev"; rel="next"`}, ""},
		{"the first next counts", []string{"<" + next + `>; rel="next", <https://hub.test/b>; rel="next"`}, next},
		{"another rel", []string{`<https://hub.test/a>; rel="nextish"`}, ""},
		{"next as a title", []string{`<https://hub.test/a>; title="next"`}, ""},
		{"no rel", []string{`<https://hub.test/a>`}, ""},
		{"empty", []string{""}, ""},
		{"empty elements", []string{`, ,<` + next + `>; rel="next",`}, next},
		{"no brackets", []string{next + `; rel="next"`}, "!"},
		{"no end bracket", []string{"<" + next + `; rel="next"`}, "!"},
		{"no end quote", []string{"<" + next + `>; rel="next`}, "!"},
		{"no semicolon", []string{"<" + next + `> rel="next"`}, "!"},
		{"bad URL", []string{`<https://hub.test:port/>; rel="next"`}, "!"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := huggingface.NextLink(http.Header{"Link": row.values}, page(t))
			switch {
			case row.want == "!":
				if err == nil {
					t.Errorf("no error, but %v", got)
				}
			case err != nil:
				t.Error(err)
			case row.want == "":
				if got != nil {
					t.Errorf("got %s", got)
				}
			case got == nil || got.String() != row.want:
				t.Errorf("got %v", got)
			}
		})
	}
}

// Whatever the header: no panic, and a URL without odd bytes comes out as it
// went in.
func FuzzNextLink(f *testing.F) {
	f.Add(`<https://hub.test/a?cursor=b%2B>; rel="next"`, "a%2Bb")
	f.Add(`</a>; rel="prev", </b>; rel="next"; x="\""`, "a,b;c")
	f.Add(`<`, "")
	f.Add(strings.Repeat(",", 5000), strings.Repeat("a", 5000))
	f.Add(`<?>; rel="`+strings.Repeat("\\", 999), "\xff")
	f.Fuzz(func(t *testing.T, header, cursor string) {
		_, _ = huggingface.NextLink(http.Header{"Link": {header}}, page(t))

		link := "https://hub.test/m?cursor=" + cursor
		if u, err := url.Parse(link); err != nil || u.String() != link || strings.ContainsAny(cursor, "<>\"") {
			return
		}
		got, err := huggingface.NextLink(http.Header{"Link": {fmt.Sprintf(`<%s>; rel="next"`, link)}}, page(t))
		if err != nil || got == nil || got.String() != link {
			t.Errorf("%q came out as %v (%v)", link, got, err)
		}
	})
}
