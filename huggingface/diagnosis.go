package huggingface

// Diagnosis says what a failure means and what to do about it. It is the one
// place of the project that holds such advice.
type Diagnosis struct {
	// Kind names the diagnosis, such as "token-revoked".
	Kind string
	// Cause is one sentence.
	Cause string
	// Steps are what to do, one sentence each, the likeliest first.
	Steps []string
}

// Diagnose explains an error of a [Client]. It is the zero Diagnosis for nil.
func Diagnose(err error) Diagnosis { return Diagnosis{} }

// Advice is the steps in one line.
func (d Diagnosis) Advice() string { return "" }
