package app_test

import (
	"encoding/csv"
	"maps"
	"strings"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

const lastMonth = "../../docs/examples/october.csv"

// The roster that docs/licences.md compares with is of the demonstration a
// month before, and shows every kind of change.
func TestLastMonth(t *testing.T) {
	h := hubtest.New()
	h.SetOrganization(hubtest.Organization{Name: "acme", Plan: "enterprise", Members: monthBefore(demoAcme(), 14, 9), Tokens: map[string]hubtest.Power{secretOfAcme: hubtest.Admin}})
	h.SetOrganization(hubtest.Organization{Name: "globex", Plan: "team", Members: monthBefore(hubtest.Members(80, 2), 2, 1), Tokens: map[string]hubtest.Power{secretOfAcme: hubtest.Insider}})
	server := hubtest.NewServer(h)
	defer server.Close()
	status, roster, stderr := execute(t, environment{"HF_ENDPOINT": server.URL, "HF_TOKEN": secretOfAcme}, "members", "acme", "globex", "--format=csv")
	if status != 0 {
		t.Fatal(stderr)
	}
	rig.Golden(t, lastMonth, roster)
	status, changes, stderr := execute(t, nil, "members", "acme", "globex", "--demo", "--diff="+lastMonth, "--format=csv")
	lines, err := csv.NewReader(strings.NewReader(changes)).ReadAll()
	if status != 0 || err != nil {
		t.Fatalf("%v, %s", err, stderr)
	}
	got := make(map[string]int)
	for _, line := range lines[1:] {
		got[line[0]+" "+line[1]]++
	}
	want := map[string]int{
		"acme joined": 14, "acme left": 9, "acme role": 6, "acme two_factor": 5, "acme external": 2, "acme pro": 3,
		"globex joined": 2, "globex left": 1,
	}
	if !maps.Equal(got, want) {
		t.Errorf("the changes are %v, want %v", got, want)
	}
}

// demoAcme are the members of acme in the demonstration at its start, as far
// as they are compared.
func demoAcme() []hubtest.Member {
	members := hubtest.Members(1200, 1)
	admins := 0
	for i := range members {
		if members[i].Role == "admin" {
			members[i].TwoFaEnabled = admins >= 2
			admins++
		}
	}
	return members
}

// monthBefore undoes what happened in a month: the last have not joined yet,
// some have not left, and some have changed.
func monthBefore(members []hubtest.Member, joined, left int) []hubtest.Member {
	members = members[:len(members)-joined]
	if len(members) > 1000 {
		for i := range 6 {
			m := &members[100+11*i]
			m.Role = map[bool]string{true: "read", false: "write"}[m.Role == "write"]
		}
		for i := range 5 {
			members[200+13*i].TwoFaEnabled = !members[200+13*i].TwoFaEnabled
		}
		for i := range 2 {
			members[300+i].IsExternalCollaborator = !members[300+i].IsExternalCollaborator
		}
		for i := range 3 {
			members[400+i].IsPro = !members[400+i].IsPro
		}
	}
	return append(members, hubtest.Members(left, 6)...)
}
