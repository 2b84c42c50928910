package roster

import (
	"slices"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
)

// Filter chooses members: those of whom every field that is set holds. The
// zero Filter chooses all.
type Filter struct {
	// Roles chooses members with one of these, named as the label role of the
	// metrics is: "other" is a role that is not known here, "unknown" an
	// undisclosed one.
	Roles []string
	// Without2FA, External and Pro choose by what the Hub says of the member.
	Without2FA, External, Pro bool
	// WithoutEmail chooses members who have no verified e-mail address.
	WithoutEmail bool
	// Unlisted chooses members whom the directory file does not list.
	Unlisted bool
	// ResourceGroups chooses members of one of these, by name or ID.
	ResourceGroups []string
}

// IsZero reports whether the filter chooses all members.
func (f *Filter) IsZero() bool {
	return len(f.Roles)+len(f.ResourceGroups) == 0 && !f.Without2FA && !f.External && !f.Pro && !f.WithoutEmail && !f.Unlisted
}

// Roles are the values of Filter.Roles.
func Roles() []string {
	var names []string
	for _, role := range huggingface.Roles() {
		names = append(names, string(role))
	}
	return append(names, collector.RoleOther, undisclosed)
}

// answer is that of a filter for a member.
type answer int

const (
	no answer = iota
	unknown
	yes
)

// decide answers no when any condition fails, even if another is unknown.
// Directory is nil without a directory file.
func (f *Filter) decide(m *huggingface.Member, directory *string) answer {
	result := yes
	for _, condition := range []struct {
		asked  bool
		answer answer
	}{
		{len(f.Roles) > 0, f.role(m)},
		{f.Without2FA, disclosed(m.TwoFactor, func(has bool) bool { return !has })},
		{f.External, disclosed(m.External, func(is bool) bool { return is })},
		{f.Pro, decided(m.Pro)},
		{f.WithoutEmail, disclosed(m.VerifiedEmail, func(email string) bool { return email == "" })},
		{f.Unlisted, unlisted(directory)},
		{len(f.ResourceGroups) > 0, disclosed(m.ResourceGroups, f.group)},
	} {
		if condition.asked {
			result = min(result, condition.answer)
		}
	}
	return result
}

func (f *Filter) role(m *huggingface.Member) answer {
	role, disclosed := m.Role.Get()
	switch {
	case disclosed && role.Known():
		return decided(slices.Contains(f.Roles, string(role)))
	case disclosed:
		return decided(slices.Contains(f.Roles, collector.RoleOther))
	case slices.Contains(f.Roles, undisclosed):
		return yes
	}
	return unknown
}

func (f *Filter) group(groups []huggingface.ResourceGroup) bool {
	return slices.ContainsFunc(groups, func(g huggingface.ResourceGroup) bool {
		return slices.Contains(f.ResourceGroups, g.Name) || slices.Contains(f.ResourceGroups, g.ID)
	})
}

func unlisted(directory *string) answer {
	if directory == nil || *directory == collector.ListingUnknown.String() {
		return unknown
	}
	return decided(*directory == collector.Unlisted.String())
}

func disclosed[T any](o huggingface.Optional[T], holds func(T) bool) answer {
	value, ok := o.Get()
	if !ok {
		return unknown
	}
	return decided(holds(value))
}

func decided(b bool) answer {
	if b {
		return yes
	}
	return no
}
