package collector

import (
	"strconv"

	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/huggingface"
)

// memberInfo is the series about single members, which are opt-in: there are as
// many as members, and they name people. It keeps their labels alone until
// somebody asks for the metrics, which are several times as large.
type memberInfo struct {
	descs                memberInfoDescs
	members, memberships [][]string
}

type memberInfoDescs struct {
	member, group labeledDesc
	personal      bool
}

func newMemberInfoDescs(personal bool) memberInfoDescs {
	labels := []string{"user_id", "username", "role", "pro", "two_factor", "external"}
	if personal {
		labels = append(labels, "email", "fullname")
	}
	return memberInfoDescs{
		member: newDesc("huggingface_organization_member_info",
			"1 for each member, at the last complete scrape. Undisclosed values are unknown; an undisclosed e-mail address is empty.", labels...),
		group: newDesc("huggingface_resource_group_member_info",
			"1 for each member of each resource group with the role in it, at the last complete scrape.",
			"resource_group_id", "resource_group", "user_id", "username", "role"),
		personal: personal,
	}
}

func (i *memberInfo) add(m *huggingface.Member) {
	labels := []string{
		m.ID.String(), m.Username, memberRole(m).String(), strconv.FormatBool(m.Pro), trueFalseUnknown(m.TwoFactor), trueFalseUnknown(m.External),
	}
	if i.descs.personal {
		email, _ := m.VerifiedEmail.Get()
		labels = append(labels, email, m.Fullname)
	}
	i.members = append(i.members, labels)
}

func (i *memberInfo) addGroup(m *huggingface.Member, g *huggingface.ResourceGroup) {
	i.memberships = append(i.memberships, []string{g.ID, g.Name, m.ID.String(), m.Username, roleOf(g.Role).String()})
}

// metrics makes the series. The labels are not kept, and shared with no other
// series: most of them are of one member.
func (i *memberInfo) metrics(organization string) []prometheus.Metric {
	f := &freezer{}
	metrics := make([]prometheus.Metric, 0, len(i.members)+len(i.memberships))
	for _, labels := range i.members {
		metrics = append(metrics, f.gauge(i.descs.member, 1, labelValues(organization, labels)...))
	}
	for _, labels := range i.memberships {
		metrics = append(metrics, f.gauge(i.descs.group, 1, labelValues(organization, labels)...))
	}
	i.members, i.memberships = nil, nil
	return metrics
}

func trueFalseUnknown(o huggingface.Optional[bool]) string {
	value, disclosed := o.Get()
	if !disclosed {
		return "unknown"
	}
	return strconv.FormatBool(value)
}
