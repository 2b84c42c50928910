package check

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"huggingface_exporter/huggingface"
)

// parallel is how many organizations are read at once: enough that one which
// hangs does not hold up the rest, few enough to be no burden to the Hub.
const parallel = 8

// Run reads the members of every organization once, and asks once for each
// token whose it is. It ends when the last organization has been read or has
// failed, or when the context ends. The report has the organizations in the
// order of subjects.
func Run(ctx context.Context, subjects []*Subject) Report {
	r := Report{Time: time.Now().UTC(), Organizations: make([]Organization, len(subjects))}
	known := newIdentities()
	var g errgroup.Group
	g.SetLimit(parallel)
	for i, s := range subjects {
		g.Go(func() error {
			r.Organizations[i] = s.check(ctx, known)
			return nil
		})
	}
	_ = g.Wait() // no function of it fails
	return r
}

func (s *Subject) check(ctx context.Context, known *identities) Organization {
	o := Organization{Name: s.Organization, Problems: []Problem{}}
	token, tokenErr := s.Hub.Token()
	var (
		account  sync.WaitGroup
		identity huggingface.Identity
		whoErr   error
	)
	if tokenErr == nil && !token.IsZero() {
		account.Go(func() { identity, whoErr = known.of(ctx, s, token.ID()) })
	}
	census, err := s.read(ctx)
	account.Wait()

	o.OK = err == nil
	o.RateLimits = s.rateLimits()
	if err != nil {
		var account *huggingface.Account
		if identity.Token == token.ID() && !token.IsZero() {
			account = new(identity.Account(o.Name))
		}
		o.Problems = append(o.Problems, problemOf(Failure, err, account))
	}
	if tokenErr == nil {
		o.know(token, identity, whoErr, time.Now())
	}
	if err == nil {
		o.take(census)
	}
	return o
}

// read reads all members.
func (s *Subject) read(ctx context.Context) (*census, error) {
	if s.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, s.Timeout)
		defer cancel()
	}
	c := newCensus()
	start := time.Now()
	for m, err := range s.Hub.Members(ctx, s.Organization, huggingface.OnPage(func(int) { c.pages++ })) {
		if err != nil {
			return nil, err
		}
		c.count(&m)
	}
	c.took = time.Since(start)
	return c, nil
}
