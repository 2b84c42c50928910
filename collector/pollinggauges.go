package collector

import "huggingface_exporter/huggingface"

// The gauges of how polling goes, and of the configuration. They never become
// stale.
var pollingGauges = []metricDesc[*polling]{
	{
		newDesc("huggingface_up", "Whether the last scrape of the organization completed (1) or failed (0). Absent until the first scrape has ended."),
		func(p *polling, add addSample) {
			if p.tried() {
				add(boolValue(p.err == nil))
			}
		},
	}, {
		newDesc("huggingface_last_scrape_error", "1 while the last scrape of the organization is a failed one, by the code of its failure as in huggingface_scrape_errors_total. Absent otherwise.", "code"),
		func(p *polling, add addSample) {
			if p.err != nil {
				add(1, huggingface.ErrorCode(p.err))
			}
		},
	}, {
		newDesc("huggingface_last_scrape_timestamp_seconds", "Unix timestamp of the end of the last scrape, completed or failed."),
		func(p *polling, add addSample) {
			if p.tried() {
				add(unixSeconds(p.lastScrape))
			}
		},
	}, {
		newDesc("huggingface_last_success_timestamp_seconds", "Unix timestamp of the end of the last complete scrape: the age of the organization's gauges."),
		func(p *polling, add addSample) {
			if !p.lastSuccess.IsZero() {
				add(unixSeconds(p.lastSuccess))
			}
		},
	}, {
		newDesc("huggingface_scrape_interval_seconds", "Configured interval between the starts of two scrapes of the organization."),
		func(p *polling, add addSample) { add(p.target.Interval.Seconds()) },
	}, {
		newDesc("huggingface_organization_seat_limit", "Seats in the contract, from the configuration. Absent if not configured."),
		func(p *polling, add addSample) {
			if p.target.SeatLimit > 0 {
				add(float64(p.target.SeatLimit))
			}
		},
	}, {
		newDesc("huggingface_organization_seat_price", "Price of a seat per month, from the configuration. Absent if not configured.", "currency"),
		func(p *polling, add addSample) {
			if p.target.SeatPrice > 0 {
				add(p.target.SeatPrice, p.target.SeatCurrency)
			}
		},
	},
}

// The gauge of the overview, which is read after each complete scrape.
var overviewGauges = []metricDesc[huggingface.Overview]{
	{
		newDesc("huggingface_organization_reported_members", "Members of the organization as reported by the Hub's overview, read after the last complete scrape. Absent if the Hub does not report them."),
		func(o huggingface.Overview, add addSample) {
			if n, disclosed := o.Members.Get(); disclosed {
				add(float64(n))
			}
		},
	},
}

// The gauges of the request quota.
var rateLimitGauges = []metricDesc[[]huggingface.RateLimit]{
	{
		newDesc("huggingface_rate_limit_limit", "Requests that the token may make in a window, as last reported by the Hub when asked for members.", "bucket"),
		func(limits []huggingface.RateLimit, add addSample) {
			for _, l := range limits {
				if limit, disclosed := l.Limit.Get(); disclosed {
					add(float64(limit), l.Bucket)
				}
			}
		},
	}, {
		newDesc("huggingface_rate_limit_remaining", "Requests left to the token in the window, as last reported by the Hub when asked for members.", "bucket"),
		func(limits []huggingface.RateLimit, add addSample) {
			for _, l := range limits {
				add(float64(l.Remaining), l.Bucket)
			}
		},
	}, {
		newDesc("huggingface_rate_limit_reset_timestamp_seconds", "Unix timestamp at which the window resets, as last reported by the Hub when asked for members.", "bucket"),
		func(limits []huggingface.RateLimit, add addSample) {
			for _, l := range limits {
				add(unixSeconds(l.Reset), l.Bucket)
			}
		},
	},
}
