// Package advice says what each failure means and what to do about it. It is
// the only place of the project that holds such texts: the log, the status
// page, the reports of `check` and `members`, and the runbooks take them from
// here.
package advice
