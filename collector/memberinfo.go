package collector

import (
	"strconv"

	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/huggingface"
)

// memberInfo makes the series about single members, which are asked for by
// option: there are as many as members, and they name people.
type memberInfo struct {
	member, group *prometheus.Desc
	personal      bool
}

func newMemberInfo(personal bool) *memberInfo {
	labels := []string{"user_id", "username", "role", "pro", "two_factor", "external"}
	if personal {
		labels = append(labels, "email", "fullname")
	}
	return &memberInfo{
		member: newDesc("huggingface_organization_member_info",
			"1 for each member, at the last complete scrape. What the Hub does not disclose is unknown; an e-mail address is empty then.", labels...),
		group: newDesc("huggingface_resource_group_member_info",
			"1 for each member of each resource group with the role in it, at the last complete scrape.",
			"resource_group_id", "resource_group", "user_id", "username", "role"),
		personal: personal,
	}
}

func (i *memberInfo) describe(ch chan<- *prometheus.Desc) {
	ch <- i.member
	ch <- i.group
}

func (i *memberInfo) metric(organization string, m *huggingface.Member) prometheus.Metric {
	labels := []string{
		m.ID.String(), m.Username, memberRole(m).String(), strconv.FormatBool(m.Pro), yesNo(m.TwoFactor), yesNo(m.External),
	}
	if i.personal {
		email, _ := m.VerifiedEmail.Get()
		labels = append(labels, email, m.Fullname)
	}
	return gauge(i.member, 1, organization, labels...)
}

func (i *memberInfo) groupMetric(organization string, m *huggingface.Member, g *huggingface.ResourceGroup) prometheus.Metric {
	return gauge(i.group, 1, organization, g.ID, g.Name, m.ID.String(), m.Username, roleOf(g.Role).String())
}

func yesNo(o huggingface.Optional[bool]) string {
	yes, disclosed := o.Get()
	if !disclosed {
		return "unknown"
	}
	return strconv.FormatBool(yes)
}
