package rig

import (
	"bytes"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"huggingface_exporter/exposition"
)

// Kept gathers what the text of /metrics says, which is kept while it should
// not have changed. It implements prometheus.Gatherer.
type Kept func() exposition.Parts

// Gather implements prometheus.Gatherer.
func (k Kept) Gather() ([]*dto.MetricFamily, error) {
	text, err := k().Text(expfmt.TypeTextPlain)
	if err != nil {
		return nil, err
	}
	var all bytes.Buffer
	if err := text.Write(&all); err != nil {
		return nil, err
	}
	parser := expfmt.NewTextParser(model.LegacyValidation)
	byName, err := parser.TextToMetricFamilies(&all)
	if err != nil {
		return nil, err
	}
	families := make([]*dto.MetricFamily, 0, len(byName))
	for _, f := range byName {
		families = append(families, f)
	}
	return families, nil
}
