package exposition

import (
	"errors"
	"io"
	"maps"
	"slices"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
)

// Parts are shown together. A metric that several of them have is described
// alike in all, and no series is in two of them.
type Parts []*Part

// Gather implements prometheus.Gatherer, for formats that are no text. It keeps
// nothing.
func (p Parts) Gather() ([]*dto.MetricFamily, error) {
	gatherers := make(prometheus.Gatherers, len(p))
	for i, part := range p {
		gatherers[i] = part.gatherer
	}
	return gatherers.Gather()
}

// Text is what a text format says of metrics, by their names. The first piece
// is about the metric, the others are its series.
type Text map[string][][]byte

// Text returns an error for what is neither Prometheus' own text format nor
// that of OpenMetrics, and where the metrics of any part are in error.
func (p Parts) Text(format expfmt.FormatType) (Text, error) {
	text := make(Text)
	for _, part := range p {
		families, err := part.text(format)
		if err != nil {
			return nil, err
		}
		for _, f := range families {
			pieces, begun := text[f.name]
			if !begun {
				pieces = append(pieces, f.head)
			}
			text[f.name] = append(pieces, f.series)
		}
	}
	return text, nil
}

func (p *Part) text(format expfmt.FormatType) ([]family, error) {
	switch format {
	case expfmt.TypeTextPlain:
		return p.plain()
	case expfmt.TypeOpenMetrics:
		return p.openMetrics()
	default:
		return nil, errors.New("no text format")
	}
}

// Write writes the metrics of some names, sorted. Without names it writes all.
func (t Text) Write(w io.Writer, names ...string) error {
	for _, name := range slices.Sorted(maps.Keys(t)) {
		if len(names) > 0 && !slices.Contains(names, name) {
			continue
		}
		for _, piece := range t[name] {
			if _, err := w.Write(piece); err != nil {
				return err
			}
		}
	}
	return nil
}
