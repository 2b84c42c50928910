package check

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"huggingface_exporter/collector"
)

// parallel is how many organizations are read at once: enough that one which
// hangs does not hold up the rest, few enough not to burden the Hub.
const parallel = 8

// Run reads the members and the overview of every organization once, and asks
// once for each token who it belongs to. It ends when the last organization has
// been read or has failed, or when the context ends. The report has the
// organizations in the order of subjects. Progress is told how many more members
// were read; it may be called concurrently, and be nil.
func Run(ctx context.Context, subjects []*Subject, progress func(members int)) Report {
	r := Report{Time: time.Now().UTC(), Organizations: make([]Organization, len(subjects))}
	var (
		identities collector.Identities
		g          errgroup.Group
	)
	g.SetLimit(parallel)
	for i, s := range subjects {
		g.Go(func() error {
			r.Organizations[i] = s.check(ctx, &identities, progress)
			return nil
		})
	}
	_ = g.Wait() // no function of it fails
	return r
}

func (s *Subject) check(ctx context.Context, identities *collector.Identities, progress func(members int)) Organization {
	if s.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, s.Timeout)
		defer cancel()
	}
	var f findings
	f.token, f.tokenErr = s.Hub.Token(ctx)
	var account sync.WaitGroup
	account.Go(func() { f.identify(ctx, s.Hub, identities) })
	s.read(ctx, &f, progress)
	account.Wait()
	return s.organization(&f)
}

// read reads the members, then the overview: the two are compared.
func (s *Subject) read(ctx context.Context, f *findings, progress func(members int)) {
	opts := collector.ReadOptions{ResourceGroups: true, PageSize: s.PageSize, Progress: progress}
	if s.Directory != nil {
		opts.Classify, f.directoryErr = s.Directory.Load()
	}
	f.snapshot, f.err = collector.Read(ctx, s.Hub, s.Organization, opts)
	if f.err == nil {
		f.overview, f.overviewErr = s.Hub.Overview(ctx, s.Organization)
	}
}
