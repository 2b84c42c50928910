package advice

import (
	"slices"
	"strings"

	"huggingface_exporter/huggingface"
)

// Diagnosis says what a failure or a warning means and what to do about it.
type Diagnosis struct {
	Kind huggingface.Kind
	// Cause is one sentence.
	Cause string
	// Steps are what to do, one sentence each, the likeliest first. There are
	// none where there is nothing to do.
	Steps []string
}

// Advice returns the steps in one line.
func (d Diagnosis) Advice() string { return strings.Join(d.Steps, " ") }

// All returns the diagnosis of every kind of failure, as it reads when nothing
// is known of the account.
func All() []Diagnosis {
	return slices.Concat(tokenRefusals(), accessRefusals(), rateLimits(), connectionFailures(), answerFailures())
}

// of returns the diagnosis of a kind.
func of(kind huggingface.Kind) Diagnosis {
	for _, d := range All() {
		if d.Kind == kind {
			return d
		}
	}
	return Diagnosis{Kind: kind}
}

// Explain returns the cause and the advice of [Diagnose], each in one line.
func Explain(err error, account *huggingface.Account) (cause, advice string) {
	d := Diagnose(err, account)
	return d.Cause, d.Advice()
}
