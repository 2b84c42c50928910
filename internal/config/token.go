package config

import (
	"context"
	"fmt"

	commonconfig "github.com/prometheus/common/config"
	"golang.org/x/sync/errgroup"

	"huggingface_exporter/huggingface"
)

// parallelTokens is how many token files are read at once: each may take
// seconds, on a file system that does not answer.
const parallelTokens = 64

// tokenSource is the source of an organization's own token; nil for none, and
// where http has found a mistake.
func (c *checker) tokenSource(name string, a *commonconfig.Authorization) huggingface.TokenSource {
	switch {
	case a == nil || (a.Credentials == "") == (a.CredentialsFile == ""):
		return nil
	case a.CredentialsFile != "":
		return c.tokenFiles.Source(a.CredentialsFile)
	}
	return huggingface.StaticToken(string(a.Credentials), "authorization.credentials of "+name)
}

// tokens asks every source once. A file that is not there yet is a mistake more
// often than not.
func (c *checker) tokens(organizations []Organization) {
	errs := make([]error, len(organizations))
	var g errgroup.Group
	g.SetLimit(parallelTokens)
	for i, o := range organizations {
		if o.TokenSource != nil {
			g.Go(func() error {
				_, errs[i] = o.TokenSource.Token(context.Background()) // bounds itself
				return nil
			})
		}
	}
	_ = g.Wait() // no function of it fails
	for i, err := range errs {
		c.wrong(fmt.Sprintf("organizations[%d].authorization", i), err)
	}
}
