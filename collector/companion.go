package collector

import (
	"context"
	"time"
)

// scrapeEnd tells the companion how a scrape ended.
type scrapeEnd struct{ completed bool }

// notify never waits: a companion that is busy learns of the last scrape only.
func notify(scraped chan scrapeEnd, completed bool) {
	select {
	case <-scraped:
	default:
	}
	scraped <- scrapeEnd{completed}
}

// accompany reads, beside the scrapes, what fails no scrape and never makes one
// wait: the overview after each complete scrape, and the account every hour and
// when the token has changed.
func (o *organization) accompany(ctx context.Context, target Target, scraped <-chan scrapeEnd) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case end := <-scraped:
			if o.shared.opts.Overview && end.completed {
				o.readOverview(ctx, target)
			}
		case <-timer.C:
		}
		if !o.shared.opts.Account {
			continue
		}
		if next := o.readAccount(ctx, target); !next.IsZero() {
			timer.Reset(time.Until(next))
		}
	}
}
