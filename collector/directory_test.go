package collector_test

import (
	"errors"
	"maps"
	"sync/atomic"
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
)

// odd lists the members whose username ends in an odd digit; e-mail addresses
// are unknown of those in 5.
type odd struct{ broken atomic.Pointer[string] }

func (d *odd) Load() (func(*huggingface.Member) collector.Listing, error) {
	if broken := d.broken.Load(); broken != nil {
		return nil, errors.New(*broken)
	}
	return func(m *huggingface.Member) collector.Listing {
		switch m.Username[len(m.Username)-1] {
		case '1', '3', '7', '9':
			return collector.Listed
		case '5':
			return collector.ListingUnknown
		}
		return collector.Unlisted
	}, nil
}

func TestDirectoryMembers(t *testing.T) {
	const name = "huggingface_organization_directory_members"
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.organizations("acme") // user1 to user25, all with the role read
		directory := &odd{}
		target := f.target("acme", "secret")
		target.Directory = directory
		f.apply(target)
		pass(2 * time.Minute) // to the slots, which are a minute apart
		want := map[string]float64{}
		for listing, n := range map[string]float64{"listed": 10, "unlisted": 12, "unknown": 3} {
			for _, role := range []string{"admin", "write", "contributor", "read", "no_access"} {
				want[name+`{directory="`+listing+`",organization="acme",role="`+role+`"}`] = 0
			}
			want[name+`{directory="`+listing+`",organization="acme",role="read"}`] = n
		}
		if got := f.Series().Only(name); !maps.Equal(got, want) {
			t.Errorf("the directory has\n%v, want\n%v", got, want)
		}

		directory.broken.Store(new("line 3 is broken"))
		pass(3 * time.Minute)
		if got := f.Series().Only(name); len(got) != 0 {
			t.Errorf("a directory that cannot be read is shown: %v", got)
		}
		series := f.Series()
		if n := series[`huggingface_collector_errors_total{code="file",collector="directory",organization="acme"}`]; n != 3 || series[`huggingface_up{organization="acme"}`] != 1 {
			t.Errorf("%v errors in three scrapes, up is %v", n, series[`huggingface_up{organization="acme"}`])
		}
		if lines := f.logs.lines("level=warn", "collector=directory", "code=file", "line 3 is broken"); len(lines) != 1 {
			t.Errorf("want the error once in the log, have %q", f.logs)
		}
		directory.broken.Store(new("line 4 is broken"))
		pass(2 * time.Minute)
		if lines := f.logs.lines("level=warn", "collector=directory", "line 4 is broken"); len(lines) != 1 {
			t.Errorf("want another error once in the log, have %q", f.logs)
		}
		if err := f.Status()[0].DirectoryErr; err == nil || err.Error() != "line 4 is broken" {
			t.Errorf("the status says %v", err)
		}

		directory.broken.Store(nil)
		pass(time.Minute)
		if err := f.Status()[0].DirectoryErr; err != nil {
			t.Errorf("the status says %v", err)
		}
		if got := f.Series().Only(name); !maps.Equal(got, want) {
			t.Errorf("a directory that can be read again is\n%v, want\n%v", got, want)
		}
	})
}

func TestNoDirectoryNoSeries(t *testing.T) {
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.organizations("acme")
		f.apply(f.target("acme", "secret"))
		f.want(map[string]float64{`huggingface_collector_errors_total{code="file",collector="directory",organization="acme"}`: absent})
		if got := f.Series().Only("huggingface_organization_directory_members"); len(got) != 0 {
			t.Errorf("made up: %v", got)
		}
	})
}
