package hubtest_test

import (
	"slices"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
)

// The directory leaves out some members, one of them an admin.
func TestDemoDirectory(t *testing.T) {
	t.Parallel()
	directory := hubtest.DemoDirectory()
	unlisted, admins := 0, 0
	for _, m := range decode[[]hubtest.Member](t, direct(t, hubtest.Demo(), membersPath+"?limit=10000", hubtest.DemoToken).Body.String()) {
		if !slices.Contains(directory, m.User) && (m.VerifiedEmail == nil || !slices.Contains(directory, *m.VerifiedEmail)) {
			unlisted++
			if m.Role == "admin" {
				admins++
			}
		}
	}
	if unlisted < 5 || unlisted > 40 || admins != 1 {
		t.Errorf("%d members are unlisted, %d of them admins", unlisted, admins)
	}
}
