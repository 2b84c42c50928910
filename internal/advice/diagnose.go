package advice

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	hf "huggingface_exporter/huggingface"
)

// Diagnose explains an error of a [hf.Client]. The account is what whoami tells
// of the token, nil where that is not known. It returns the zero Diagnosis for
// a nil error.
func Diagnose(err error, account *hf.Account) Diagnosis {
	if err == nil {
		return Diagnosis{}
	}
	d := of(kindOf(err, account))
	if d.Kind == hf.KindNotHub {
		return foreign(d, err)
	}
	if account == nil {
		return d
	}
	switch d.Kind {
	case hf.KindTokenInvalid:
		return expired(d, account)
	case hf.KindPlanRequired:
		return planned(d, account)
	case hf.KindForbidden, hf.KindNotFound, hf.KindHiddenList, hf.KindNotAdmin:
		return accessible(d, account)
	default:
		return d
	}
}

// kindOf returns what an error means. The reason of a 403 with a message that
// is not documented is a guess, which what whoami says comes before.
func kindOf(err error, account *hf.Account) hf.Kind {
	kind := hf.KindOf(err)
	e, ok := errors.AsType[*hf.APIError](err)
	if !ok || account == nil || e.StatusCode != http.StatusForbidden || e.Foreign || e.Documented() {
		return kind
	}
	restrictions, _ := account.Restrictions.Get()
	var kinds []hf.Kind
	for _, restriction := range []string{"token-revoked", "token-policy", "sso", "mfa", "ip"} {
		if slices.Contains(restrictions, restriction) {
			kinds = append(kinds, KindOfRestriction(restriction, account))
		}
	}
	switch {
	case slices.Contains(kinds, kind):
		return kind
	case len(kinds) > 0:
		return kinds[0]
	case kind == hf.KindTokenPolicy && account.FineGrained(), kind == hf.KindNotAdmin && account.Role == hf.RoleAdmin:
		return hf.KindForbidden // The message means something else.
	}
	return kind
}

// foreign names the server that answered in place of the Hub.
func foreign(d Diagnosis, err error) Diagnosis {
	server, status := "", 0
	if e, ok := errors.AsType[*hf.APIError](err); ok {
		server, status = e.Server, e.StatusCode
	} else if e, ok := errors.AsType[*hf.ResponseError](err); ok {
		server = e.Server
	}
	if server != "" {
		d.Cause = fmt.Sprintf("%s (the header Server is %q).", strings.TrimSuffix(d.Cause, "."), server)
	}
	if status < http.StatusInternalServerError {
		d.Steps = slices.DeleteFunc(d.Steps, func(step string) bool { return step == stepHubNetwork })
	}
	return d
}

// expired tells of an expiry that whoami has announced.
func expired(d Diagnosis, account *hf.Account) Diagnosis {
	if account.TokenExpiry.IsZero() || time.Now().Before(account.TokenExpiry) {
		return d
	}
	e := TokenExpiring(account.TokenExpiry, time.Now())
	return Diagnosis{Kind: d.Kind, Cause: e.Cause, Steps: e.Steps}
}

// planned tells the plan.
func planned(d Diagnosis, account *hf.Account) Diagnosis {
	if account.Plan != "" {
		d.Cause = fmt.Sprintf("The organization's plan (%s) does not include this feature, or is not paid for.", account.Plan)
	}
	return d
}

// accessible tells what the token lacks, as far as it is known, in place of what
// to check.
func accessible(d Diagnosis, account *hf.Account) Diagnosis {
	isAdmin := account.Role == hf.RoleAdmin
	switch {
	case MissingPermission(account) != "":
		d.Steps = PermissionMissing(account).Steps
	case !account.Member:
		d.Steps = []string{"Use the token of a member of the organization: the token's owner" + ownerOf(account) + " does not belong to an organization of this name."}
		if d.Kind == hf.KindNotFound {
			d.Steps = append([]string{stepName}, d.Steps...)
		}
	case d.Kind == hf.KindNotFound:
		d.Steps = []string{stepName, stepReport}
	case account.Role != "" && !isAdmin:
		d.Steps = []string{adminStep(account)}
	case isAdmin:
		d.Steps = []string{stepReport}
	}
	return d
}
