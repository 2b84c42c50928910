package collector

import (
	"slices"
	"strconv"

	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/exposition"
	"huggingface_exporter/huggingface"
)

// infoPart is how many series about members make a part.
const infoPart = 5_000

// memberInfo is the series about single members, which are asked for by option:
// there are as many as members, and they name people. It keeps no more than
// their labels, as a metric is several times as large.
type memberInfo struct {
	member, group        *prometheus.Desc
	personal             bool
	members, memberships [][]string
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

func (i *memberInfo) add(m *huggingface.Member) {
	labels := []string{
		m.ID.String(), m.Username, memberRole(m).String(), strconv.FormatBool(m.Pro), yesNo(m.TwoFactor), yesNo(m.External),
	}
	if i.personal {
		email, _ := m.VerifiedEmail.Get()
		labels = append(labels, email, m.Fullname)
	}
	i.members = append(i.members, labels)
}

func (i *memberInfo) addGroup(m *huggingface.Member, g *huggingface.ResourceGroup) {
	i.memberships = append(i.memberships, []string{g.ID, g.Name, m.ID.String(), m.Username, roleOf(g.Role).String()})
}

// parts are many, so that never more than a few of the series exist as metrics.
func (i *memberInfo) parts(organization string) exposition.Parts {
	return slices.Concat(infoParts(i.member, organization, i.members), infoParts(i.group, organization, i.memberships))
}

func infoParts(desc *prometheus.Desc, organization string, series [][]string) exposition.Parts {
	var parts exposition.Parts
	for some := range slices.Chunk(series, infoPart) {
		parts = append(parts, constant(func() []prometheus.Metric {
			metrics := make([]prometheus.Metric, len(some))
			for i, labels := range some {
				metrics[i] = gauge(desc, 1, organization, labels...)
			}
			return metrics
		}))
	}
	return parts
}

func yesNo(o huggingface.Optional[bool]) string {
	yes, disclosed := o.Get()
	if !disclosed {
		return "unknown"
	}
	return strconv.FormatBool(yes)
}
