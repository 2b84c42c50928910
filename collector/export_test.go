package collector

import "huggingface_exporter/huggingface"

// Counting counts listings without a Hub, for benchmarks.
type Counting struct {
	members memberSet
	last    *Snapshot
}

// Count counts a listing, as a scrape does, and returns the number of members
// counted.
func (c *Counting) Count(members []huggingface.Member) int {
	b := newBuilder(ReadOptions{ResourceGroups: true})
	for i := range members {
		if c.members.add(members[i]) {
			b.add(&members[i])
		}
	}
	c.members.commit()
	c.last = b.snapshot()
	return c.last.Members
}
