package exposition

import (
	"bytes"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
)

// Part is metrics whose text, in each format, is made when somebody first asks
// for it, and kept: when they change, there has to be a new Part. Their names
// and those of their labels have only letters, digits, underscores and colons,
// so that no client needs them escaped. A Part is safe for use by several
// goroutines.
type Part struct {
	gatherer           prometheus.Gatherer
	plain, openMetrics func() ([]family, error)
}

// family is the text of one metric.
type family struct {
	name string
	// head is the lines about the metric, series those of its series.
	head, series []byte
}

// NewPart returns a Part of what g has, which is not asked before it must be.
func NewPart(g prometheus.Gatherer) *Part {
	return &Part{
		gatherer:    g,
		plain:       sync.OnceValues(func() ([]family, error) { return encode(g, expfmt.FmtText) }),
		openMetrics: sync.OnceValues(func() ([]family, error) { return encode(g, expfmt.FmtOpenMetrics_1_0_0) }),
	}
}

func (p *Part) text(format expfmt.FormatType) ([]family, error) {
	if format == expfmt.TypeOpenMetrics {
		return p.openMetrics()
	}
	return p.plain()
}

func encode(g prometheus.Gatherer, format expfmt.Format) ([]family, error) {
	gathered, err := g.Gather()
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	encoder := expfmt.NewEncoder(&text, format)
	ends := make([]int, len(gathered))
	for i, f := range gathered {
		if err := encoder.Encode(f); err != nil {
			return nil, err
		}
		ends[i] = text.Len()
	}
	families := make([]family, len(gathered))
	begin := 0
	for i, end := range ends {
		families[i] = newFamily(gathered[i].GetName(), text.Bytes()[begin:end])
		begin = end
	}
	return families, nil
}

func newFamily(name string, text []byte) family {
	series := text
	for bytes.HasPrefix(series, []byte("# ")) {
		_, series, _ = bytes.Cut(series, []byte("\n"))
	}
	return family{name: name, head: text[:len(text)-len(series)], series: series}
}

// Parts are shown together. A metric that several of them have is described
// alike in all, and no series is in two of them.
type Parts []*Part

// Gather implements prometheus.Gatherer.
func (p Parts) Gather() ([]*dto.MetricFamily, error) {
	gatherers := make(prometheus.Gatherers, len(p))
	for i, part := range p {
		gatherers[i] = part.gatherer
	}
	return gatherers.Gather()
}
