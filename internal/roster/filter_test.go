package roster_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/internal/roster"
)

// mallory has nothing disclosed, so a filter that asks for it cannot tell.
func TestFilter(t *testing.T) {
	for name, test := range map[string]struct {
		filter    roster.Filter
		want      []string
		undecided int
	}{
		"all":              {roster.Filter{}, []string{"zoe", "eve", "avi", "mallory", "avi-2", "Bob", "wendy"}, 0},
		"role":             {roster.Filter{Roles: []string{"admin"}}, []string{"zoe"}, 1},
		"two roles":        {roster.Filter{Roles: []string{"read", "no_access"}}, []string{"eve", "Bob"}, 1},
		"unknown role":     {roster.Filter{Roles: []string{"unknown"}}, []string{"mallory"}, 0},
		"other role":       {roster.Filter{Roles: []string{"other"}}, []string{"avi-2"}, 1},
		"without 2FA":      {roster.Filter{Without2FA: true}, []string{"eve", "avi-2"}, 1},
		"external":         {roster.Filter{External: true}, []string{"eve", "Bob"}, 1},
		"pro":              {roster.Filter{Pro: true}, []string{"zoe", "avi-2"}, 0},
		"without email":    {roster.Filter{WithoutEmail: true}, []string{"avi"}, 1},
		"group by name":    {roster.Filter{ResourceGroups: []string{"Ops"}}, []string{"avi", "Bob"}, 1},
		"group by id":      {roster.Filter{ResourceGroups: []string{"65f0000000000000000000a2"}}, []string{"eve"}, 1},
		"two groups":       {roster.Filter{ResourceGroups: []string{"65f0000000000000000000a2", "Ops"}}, []string{"eve", "avi", "Bob"}, 1},
		"all of several":   {roster.Filter{External: true, Without2FA: true}, []string{"eve"}, 1},
		"no beats unknown": {roster.Filter{External: true, Pro: true}, nil, 0},
		"unlisted":         {roster.Filter{Unlisted: true}, []string{"eve", "avi", "avi-2"}, 1},
		"unlisted admins":  {roster.Filter{Unlisted: true, Roles: []string{"admin"}}, nil, 1},
		"unlisted, pro":    {roster.Filter{Unlisted: true, Pro: true}, []string{"avi-2"}, 0},
		"nobody":           {roster.Filter{ResourceGroups: []string{"ops"}}, nil, 1},
	} {
		t.Run(name, func(t *testing.T) {
			printed, err := write(t, roster.JSONLines, test.filter, acme(nil))
			if got := usernames(t, printed); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			undecided := 0
			if e, ok := errors.AsType[*roster.UndecidedError](err); ok {
				undecided = e.Undecided
				if e.Members != 7 {
					t.Errorf("the error counts %d members, want 7", e.Members)
				}
			} else if err != nil {
				t.Fatal(err)
			}
			if undecided != test.undecided {
				t.Errorf("%d undecided, want %d", undecided, test.undecided)
			}
		})
	}
}

func usernames(t *testing.T, lines string) []string {
	t.Helper()
	var names []string
	for line := range strings.Lines(lines) {
		var m struct{ Username string }
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatal(err)
		}
		names = append(names, m.Username)
	}
	return names
}
