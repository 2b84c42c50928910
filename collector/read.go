package collector

import (
	"cmp"
	"context"
	"time"

	"huggingface_exporter/huggingface"
)

// ReadOptions say what [Read] counts.
type ReadOptions struct {
	// ResourceGroups counts the members of resource groups.
	ResourceGroups bool
	// Classify compares members with a directory; nil for none.
	Classify func(*huggingface.Member) Listing
	// PageSize is the number of members asked for at a time; 0 for
	// [huggingface.DefaultPageSize].
	PageSize int
	// Progress is told after each page how many more members were read; nil for
	// nobody.
	Progress func(members int)
}

// Read reads one listing of an organization's members and counts it. The error
// is that of the Hub, and then there is no snapshot.
func Read(ctx context.Context, hub Hub, organization string, opts ReadOptions) (*Snapshot, error) {
	return read(ctx, hub, organization, opts, newBuilder(opts))
}

func newBuilder(opts ReadOptions) *snapshotBuilder {
	b := &snapshotBuilder{classify: opts.Classify}
	if opts.ResourceGroups {
		b.groups = make(map[string]*groupBuilder)
	}
	return b
}

func read(ctx context.Context, hub Hub, organization string, opts ReadOptions, b *snapshotBuilder, list ...huggingface.ListOption) (*Snapshot, error) {
	pages, unreported, canonical := 0, 0, ""
	size := cmp.Or(opts.PageSize, huggingface.DefaultPageSize)
	list = append(list,
		huggingface.PageSize(size),
		huggingface.OnPage(func(page int) {
			pages = page
			if opts.Progress != nil {
				opts.Progress(unreported)
				unreported = 0
			}
		}),
		huggingface.OnCanonicalName(func(name string) { canonical = name }),
	)
	begun := time.Now()
	var m huggingface.Member // One for all, as its address escapes.
	for next, err := range hub.Members(ctx, organization, list...) {
		if err != nil {
			return nil, err
		}
		m = next
		b.add(&m)
		unreported++
	}
	s := b.snapshot()
	s.Pages, s.PageSize, s.CanonicalName, s.Took = pages, size, canonical, time.Since(begun)
	return s, nil
}
