package collector

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/go-kit/log/level"

	"huggingface_exporter/exposition"
	"huggingface_exporter/huggingface"
)

// accountInterval is how often whoami may be asked: its limit is strict.
const accountInterval = time.Hour

// identity is an answer of whoami, and when it came.
type identity struct {
	huggingface.Identity
	at time.Time
}

// refresh asks who the token belongs to, if it is time to. Failed attempts
// wait for their time as well.
func (t *token) refresh(ctx context.Context, hub Hub) error {
	if !t.asking.TryLock() {
		return nil // Another organization with this token is asking.
	}
	defer t.asking.Unlock()
	begun := time.Now()
	if !t.asked.IsZero() && begun.Sub(t.asked) < accountInterval {
		return nil
	}
	id, err := hub.WhoAmI(ctx)
	if err != nil && errors.Is(ctx.Err(), context.Canceled) {
		return nil // It is the asking organization that ended: let another ask.
	}
	t.asked = begun
	// An answer about another token is left alone: the file was changed just
	// now, and the next scrape asks for the new one.
	if err == nil && id.Token == t.id {
		t.identity.Store(&identity{Identity: id, at: time.Now()})
	}
	return err
}

// readAccount never makes a scrape fail or wait.
func (o *organization) readAccount(ctx context.Context, target Target, t *token) {
	ctx, cancel := context.WithTimeout(ctx, target.timeout())
	defer cancel()
	if err := t.refresh(ctx, target.Hub); err != nil {
		o.counters.accountFailed(huggingface.ErrorCode(err))
		level.Warn(o.logger).Log(o.failure("account not read", err)...)
	}
}

// accountView is an identity as one organization sees it.
type accountView struct {
	of      *identity
	account *Account
	series  *exposition.Part // nil where nothing is known
}

var noAccount = &accountView{}

// view returns what is known of the account behind the token in use. What is
// older than the time between two readings and the staleness is not known.
func (o *organization) view(s *state) *accountView {
	if s.token == nil {
		return noAccount
	}
	id := s.token.identity.Load()
	if id == nil || (o.opts.Staleness > 0 && time.Since(id.at) > accountInterval+o.opts.Staleness) {
		return noAccount
	}
	if v := o.account.Load(); v != nil && v.of == id {
		return v
	}
	account := accountIn(&id.Identity, o.name)
	v := &accountView{of: id, account: account, series: fixed(accountFamilies, o.name, account)}
	o.account.Store(v)
	return v
}

func accountIn(id *huggingface.Identity, organization string) *Account {
	account := &Account{TokenRole: id.TokenRole, TokenExpiry: id.TokenExpiry}
	for _, access := range id.Organizations {
		if access.Name == organization {
			account.OrganizationRole = access.Role
			account.Plan = access.Plan
			account.PeriodEnd = access.PeriodEnd
			account.Restrictions = access.Restrictions
			break
		}
	}
	return account
}

// knownRestrictions are those that the Hub documents.
var knownRestrictions = []string{"ip", "mfa", "sso", "token-policy", "token-revoked"}

func restrictionLabels(restrictions []string) []string {
	all := slices.Concat(knownRestrictions, restrictions)
	slices.Sort(all)
	return slices.Compact(all)
}
