package exposition

import (
	"bufio"
	"errors"
	"maps"
	"net/http"
	"slices"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
)

// bufferSize is how much text is sent at a time, in bytes.
const bufferSize = 64 << 10

// Handler answers with the text of all parts, in the format that the request
// prefers. Compression is for others to add. What is not that simple is left
// to promhttp: other formats, a choice of names, and errors, so that opts are
// its own.
func Handler(parts func() Parts, opts promhttp.HandlerOpts) http.Handler {
	opts.DisableCompression = true
	opts.EnableOpenMetrics = true
	return &handler{
		parts: parts,
		promhttp: promhttp.HandlerFor(prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
			return parts().Gather()
		}), opts),
	}
}

type handler struct {
	parts    func() Parts
	promhttp http.Handler
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	format := expfmt.NegotiateAccept(r.Header, expfmt.DefaultOpenMetricsAcceptedFormats()...)
	text, err := h.text(format.FormatType())
	if err != nil || r.URL.Query().Has("name[]") {
		h.promhttp.ServeHTTP(w, r)
		return
	}
	w.Header().Set("Content-Type", string(format))
	w.Header().Add("Vary", "Accept")
	out := bufio.NewWriterSize(w, bufferSize)
	for _, name := range slices.Sorted(maps.Keys(text)) {
		for _, lines := range text[name] {
			_, _ = out.Write(lines) // An error stays, and means that the client has gone.
		}
	}
	if format.FormatType() == expfmt.TypeOpenMetrics {
		_, _ = expfmt.FinalizeOpenMetrics(out)
	}
	_ = out.Flush()
}

var errFormat = errors.New("no text")

// text returns the lines of each metric by name.
func (h *handler) text(format expfmt.FormatType) (map[string][][]byte, error) {
	if format != expfmt.TypeTextPlain && format != expfmt.TypeOpenMetrics {
		return nil, errFormat
	}
	text := make(map[string][][]byte)
	for _, part := range h.parts() {
		families, err := part.text(format)
		if err != nil {
			return nil, err
		}
		for _, f := range families {
			lines, begun := text[f.name]
			if !begun {
				lines = append(lines, f.head)
			}
			text[f.name] = append(lines, f.series)
		}
	}
	return text, nil
}
