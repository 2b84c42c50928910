package roster_test

import (
	"bytes"
	"errors"
	"iter"
	"testing"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/roster"
)

// cast has all that must come out right: quotes, commas, newlines, text from
// right to left, formulas, and what is not disclosed.
func cast() []huggingface.Member {
	const pro, has2FA, external, no = true, true, true, false
	group := func(n, name string, role huggingface.Role) huggingface.ResourceGroup {
		return huggingface.ResourceGroup{ID: "65f0000000000000000000" + n, Name: name, Role: role}
	}
	return []huggingface.Member{
		disclosed(1, "zoe", "Zoë Åström", "admin", pro, has2FA, no, "zoe@example.com"),
		disclosed(2, "eve", `=cmd|' /C calc'!A0`, "no_access", no, no, external, "+eve@example.com",
			group("a1", `=HYPERLINK("http://evil.example")`, "read"), group("a2", "<script>alert(1)</script>", "write")),
		disclosed(3, "avi", "אבי \u202ecod.exe", "contributor", no, has2FA, no, "", group("a3", "Ops", "admin")),
		{ID: id(4), Username: "mallory", Fullname: "Mallory, \"the\" Tester\nof\tlines"},
		disclosed(5, "avi-2", "山田　太郎", "auditor", pro, no, no, "-1@example.com"),
		disclosed(6, "Bob", "@SUM(1+1)*cmd\x1b[31m", "read", no, has2FA, external, "bob@example.com", group("a3", "Ops", "read")),
		disclosed(7, "wendy", "", "write", no, has2FA, no, "wendy@example.com"),
	}
}

// disclosed is a member of whom the Hub tells everything.
func disclosed(n byte, username, fullname string, role huggingface.Role, pro, twoFactor, external bool, email string, groups ...huggingface.ResourceGroup) huggingface.Member {
	return huggingface.Member{
		ID: id(n), Username: username, Fullname: fullname, Pro: pro,
		Role:           huggingface.Disclosed(role),
		TwoFactor:      huggingface.Disclosed(twoFactor),
		External:       huggingface.Disclosed(external),
		VerifiedEmail:  huggingface.Disclosed(email),
		ResourceGroups: huggingface.Disclosed(groups),
	}
}

func id(n byte) huggingface.ID { return huggingface.ID{0x65, 0xf0, 11: n} }

var errListing = errors.New("page 3 is missing")

// list yields members, and then the error if there is one.
func list(members []huggingface.Member, err error) iter.Seq2[huggingface.Member, error] {
	return func(yield func(huggingface.Member, error) bool) {
		for _, m := range members {
			if !yield(m, nil) {
				return
			}
		}
		if err != nil {
			yield(huggingface.Member{}, err)
		}
	}
}

// classify is a directory that lists zoe, Bob and wendy.
func classify(m *huggingface.Member) collector.Listing {
	switch m.Username {
	case "zoe", "Bob", "wendy":
		return collector.Listed
	}
	if _, disclosed := m.VerifiedEmail.Get(); !disclosed {
		return collector.ListingUnknown
	}
	return collector.Unlisted
}

// acme has the cast, and a directory.
func acme(err error) roster.Organization {
	return roster.Organization{Name: "acme", Members: list(cast(), err), Classify: classify}
}

// globex has two of the cast, and no directory.
func globex(err error) roster.Organization {
	return roster.Organization{Name: "globex", Members: list(cast()[2:4], err)}
}

// write prints organizations, and returns what was printed and the last error
// of one of them.
func write(t *testing.T, format string, filter roster.Filter, organizations ...roster.Organization) (string, error) {
	t.Helper()
	var out bytes.Buffer
	w := roster.NewWriter(&out, format, filter)
	var last error
	for _, o := range organizations {
		if err := add(w, o); err != nil {
			last = err
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String(), last
}

// add reads and prints an organization.
func add(w *roster.Writer, o roster.Organization) error {
	section, err := w.Read(o)
	if err != nil {
		return err
	}
	return section.Print()
}

func mustWrite(t *testing.T, format string, organizations ...roster.Organization) string {
	t.Helper()
	printed, err := write(t, format, roster.Filter{}, organizations...)
	if err != nil {
		t.Fatal(err)
	}
	return printed
}
