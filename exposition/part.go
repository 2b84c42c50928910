package exposition

import (
	"bytes"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
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

func encode(g prometheus.Gatherer, format expfmt.Format) ([]family, error) {
	gathered, err := g.Gather()
	if err != nil {
		return nil, err
	}
	var buffer bytes.Buffer
	encoder := expfmt.NewEncoder(&buffer, format)
	ends := make([]int, len(gathered))
	for i, f := range gathered {
		if err := encoder.Encode(f); err != nil {
			return nil, err
		}
		ends[i] = buffer.Len()
	}
	text := bytes.Clone(buffer.Bytes()) // The buffer may be twice as large.
	families := make([]family, len(gathered))
	begin := 0
	for i, end := range ends {
		families[i] = newFamily(gathered[i].GetName(), text[begin:end])
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
