package collector

// The gauges of the last complete scrape.
var snapshotGauges = []metricDesc[*Snapshot]{
	{
		newDesc("huggingface_organization_members",
			"Members of the organization (seats in use) by role, at the last complete scrape. The role is unknown if the Hub does not disclose it.", "role"),
		func(s *Snapshot, add addSample) { addByRole(add, s.ByRole) },
	}, {
		newDesc("huggingface_organization_pro_members",
			"Members with a Pro subscription of their own, by role, at the last complete scrape.", "role"),
		func(s *Snapshot, add addSample) { addByRole(add, s.Pro) },
	}, {
		newDesc("huggingface_organization_members_without_2fa",
			"Members without two-factor authentication, by role, at the last complete scrape. Absent if the Hub discloses it for no member.", "role"),
		func(s *Snapshot, add addSample) {
			counts, _ := s.WithoutTwoFactor.Get()
			addByRole(add, counts)
		},
	}, {
		newDesc("huggingface_organization_external_collaborators",
			"Members who are external collaborators, by role, at the last complete scrape. Absent if the Hub discloses it for no member.", "role"),
		func(s *Snapshot, add addSample) {
			counts, _ := s.External.Get()
			addByRole(add, counts)
		},
	}, {
		newDesc("huggingface_organization_members_without_verified_email",
			"Members without a verified e-mail address that the Hub shows, at the last complete scrape. Absent if the Hub discloses it for no member."),
		func(s *Snapshot, add addSample) {
			if n, disclosed := s.WithoutVerifiedEmail.Get(); disclosed {
				add(float64(n))
			}
		},
	}, {
		newDesc("huggingface_organization_members_undisclosed",
			"Members for whom the Hub left out the field, at the last complete scrape. They are excluded from metrics based on that field.", "field"),
		func(s *Snapshot, add addSample) {
			for _, u := range s.Undisclosed {
				add(float64(u.Count), u.Field)
			}
		},
	}, {
		newDesc("huggingface_organization_directory_members",
			"Members by their place in the directory file (listed, unlisted, or unknown if the e-mail address is undisclosed) and role, at the last complete scrape. Absent without a readable directory file.", "directory", "role"),
		func(s *Snapshot, add addSample) {
			counts, _ := s.Directory.Get()
			for _, c := range counts {
				addByRole(func(v float64, labels ...string) { add(v, c.Listing.String(), labels[0]) }, c.ByRole)
			}
		},
	}, {
		newDesc("huggingface_resource_group_members",
			"Visible members of the resource group by their role in it, at the last complete scrape.", "resource_group_id", "resource_group", "role"),
		func(s *Snapshot, add addSample) {
			groups, _ := s.Groups.Get()
			for _, g := range groups {
				for _, c := range g.ByRole {
					add(float64(c.Count), g.ID, g.Name, c.Role)
				}
			}
		},
	}, {
		newDesc("huggingface_resource_group_reported_members",
			"Members of the resource group as reported by the Hub, at the last complete scrape. If it exceeds the visible members, the rest is hidden from this token.", "resource_group_id", "resource_group"),
		func(s *Snapshot, add addSample) {
			groups, _ := s.Groups.Get()
			for _, g := range groups {
				add(float64(g.Reported), g.ID, g.Name)
			}
		},
	}, {
		newDesc("huggingface_scrape_pages",
			"Pages of the members list read by the last complete scrape."),
		func(s *Snapshot, add addSample) { add(float64(s.Pages)) },
	}, {
		newDesc("huggingface_scrape_page_size",
			"Members asked for in each request of the last complete scrape."),
		func(s *Snapshot, add addSample) { add(float64(s.PageSize)) },
	},
}

func addByRole(add addSample, counts []RoleCount) {
	for _, c := range counts {
		add(float64(c.Count), c.Role)
	}
}
