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
	secret := huggingface.Member{ID: id(4), Username: "mallory", Fullname: "Mallory, \"the\" Tester\nof\tlines"}
	return []huggingface.Member{
		{
			ID: id(1), Username: "zoe", Fullname: "Zoë Åström", Pro: true,
			Role:           huggingface.Disclosed(huggingface.RoleAdmin),
			TwoFactor:      huggingface.Disclosed(true),
			External:       huggingface.Disclosed(false),
			VerifiedEmail:  huggingface.Disclosed("zoe@example.com"),
			ResourceGroups: huggingface.Disclosed([]huggingface.ResourceGroup{}),
		},
		{
			ID: id(2), Username: "eve", Fullname: `=cmd|' /C calc'!A0`,
			Role:          huggingface.Disclosed(huggingface.RoleNoAccess),
			TwoFactor:     huggingface.Disclosed(false),
			External:      huggingface.Disclosed(true),
			VerifiedEmail: huggingface.Disclosed("+eve@example.com"),
			ResourceGroups: huggingface.Disclosed([]huggingface.ResourceGroup{
				{ID: "65f0000000000000000000a1", Name: `=HYPERLINK("http://evil.example")`, Role: huggingface.RoleRead},
				{ID: "65f0000000000000000000a2", Name: "<script>alert(1)</script>", Role: huggingface.RoleWrite},
			}),
		},
		{
			ID: id(3), Username: "avi", Fullname: "אבי \u202ecod.exe",
			Role:           huggingface.Disclosed(huggingface.RoleContributor),
			TwoFactor:      huggingface.Disclosed(true),
			External:       huggingface.Disclosed(false),
			VerifiedEmail:  huggingface.Disclosed(""),
			ResourceGroups: huggingface.Disclosed([]huggingface.ResourceGroup{{ID: "65f0000000000000000000a3", Name: "Ops", Role: huggingface.RoleAdmin}}),
		},
		secret,
		{
			ID: id(5), Username: "avi-2", Fullname: "山田　太郎", Pro: true,
			Role:           huggingface.Disclosed(huggingface.Role("auditor")),
			TwoFactor:      huggingface.Disclosed(false),
			External:       huggingface.Disclosed(false),
			VerifiedEmail:  huggingface.Disclosed("-1@example.com"),
			ResourceGroups: huggingface.Disclosed([]huggingface.ResourceGroup{}),
		},
		{
			ID: id(6), Username: "Bob", Fullname: "@SUM(1+1)*cmd\x1b[31m",
			Role:           huggingface.Disclosed(huggingface.RoleRead),
			TwoFactor:      huggingface.Disclosed(true),
			External:       huggingface.Disclosed(true),
			VerifiedEmail:  huggingface.Disclosed("bob@example.com"),
			ResourceGroups: huggingface.Disclosed([]huggingface.ResourceGroup{{ID: "65f0000000000000000000a3", Name: "Ops", Role: huggingface.RoleRead}}),
		},
		{
			ID: id(7), Username: "wendy", Fullname: "",
			Role:           huggingface.Disclosed(huggingface.RoleWrite),
			TwoFactor:      huggingface.Disclosed(true),
			External:       huggingface.Disclosed(false),
			VerifiedEmail:  huggingface.Disclosed("wendy@example.com"),
			ResourceGroups: huggingface.Disclosed([]huggingface.ResourceGroup{}),
		},
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
