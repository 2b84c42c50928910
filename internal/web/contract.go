package web

import (
	"huggingface_exporter/collector"
	"huggingface_exporter/internal/textfmt"
)

// contractView is what the seats cost; "" for what is not known.
type contractView struct{ Price, Cost string }

// newContractView returns nil if no price is configured.
func newContractView(s collector.Status) *contractView {
	if s.SeatPrice == 0 {
		return nil
	}
	v := &contractView{Price: textfmt.Money(s.SeatPrice, s.SeatCurrency)}
	if s.Snapshot != nil {
		v.Cost = costOf(s, s.Snapshot.Members)
	}
	return v
}

// costOf is what a number of seats costs per month; "" if no price is
// configured.
func costOf(s collector.Status, seats int) string {
	if s.SeatPrice == 0 {
		return ""
	}
	return textfmt.Money(float64(seats)*s.SeatPrice, s.SeatCurrency)
}

// directoryView is how many members are in the directory.
type directoryView struct {
	Listed, Unlisted, Unknown int
	// Cost is what the unlisted seats cost per month; "" if not known.
	Cost string
}

// newDirectoryView returns nil if there is no directory to compare with.
func newDirectoryView(s collector.Status) *directoryView {
	if s.Snapshot == nil {
		return nil
	}
	n, compared := s.Snapshot.Listings().Get()
	if !compared {
		return nil
	}
	unlisted := n[collector.Unlisted]
	return &directoryView{n[collector.Listed], unlisted, n[collector.ListingUnknown], costOf(s, unlisted)}
}
