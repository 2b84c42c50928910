package collector

import "huggingface_exporter/huggingface"

// Counting is a census and a tally without a Hub, for benchmarks.
type Counting struct {
	census census
	tally  *tally
}

// Count counts a listing, as a scrape does, and reports the members who were
// counted.
func (c *Counting) Count(members []huggingface.Member) int {
	c.tally = newTally("acme", &Options{ResourceGroups: true})
	for i := range members {
		if c.census.first(members[i]) {
			c.tally.add(&members[i])
		}
	}
	c.census.commit()
	return c.tally.total()
}
