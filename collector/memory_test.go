//go:build acceptance

package collector_test

import (
	"testing"
	"time"

	"huggingface_exporter/collector"
)

// So many that their series are made a part at a time.
func TestMemberInfoOfVeryMany(t *testing.T) {
	const n = 10_001
	bubble(t, collector.Options{MemberInfo: true, ResourceGroups: true}, func(t *testing.T, f *fixture) {
		hub := list(manyMembers(n))
		f.apply(collector.Target{Organization: "acme", Hub: &hub, Interval: time.Hour})
		series := f.Series()
		for _, name := range infoNames { // each is in one group
			if got := len(series.Only(name)); got != n {
				t.Errorf("%d series %s of %d members", got, name, n)
			}
		}
	})
}
