package web

import (
	"strings"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/advice"
)

// problemView is why the last scrape failed.
type problemView struct {
	advice.Diagnosis
	// Message is "" where it may hold the exporter's own address.
	Code, Message, RequestID, Runbook string
}

func newProblemView(err error, account *huggingface.Account) *problemView {
	if err == nil {
		return nil
	}
	code := huggingface.ErrorCode(err)
	v := &problemView{
		Diagnosis: advice.Diagnose(err, anonymous(account)),
		Code:      code,
		Message:   strings.ToValidUTF8(err.Error(), "\ufffd"),
		RequestID: huggingface.RequestID(err),
		Runbook:   alertOf(code),
	}
	if namesAddress(huggingface.KindOf(err)) || namesAddress(v.Kind) {
		v.Message = ""
	}
	return v
}

// namesAddress reports whether the Hub's messages of a kind may name the
// address that the requests come from, which is not for every reader.
func namesAddress(kind huggingface.Kind) bool {
	return kind == huggingface.KindRateLimitedIP || kind == huggingface.KindIPRestricted
}

// anonymous is an account without the names that lead to a person: advice
// would repeat them.
func anonymous(account *huggingface.Account) *huggingface.Account {
	if account == nil {
		return nil
	}
	a := *account
	a.Owner, a.TokenName = "", ""
	return &a
}

// alertOf is the alert that a failure of this code raises.
func alertOf(code string) string {
	switch code {
	case "401":
		return "HuggingFaceTokenUnauthorized"
	case "403":
		return "HuggingFaceAccessForbidden"
	case "404":
		return "HuggingFaceOrganizationNotFound"
	}
	return "HuggingFaceScrapeFailing"
}
