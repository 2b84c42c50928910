package web

import (
	"bufio"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"

	"huggingface_exporter/exposition"
)

// textBuffer is how much of an answer is sent at a time, in bytes.
const textBuffer = 64 << 10

// Metrics answers with all parts in the format that the request prefers, as
// promhttp does, but from the text that they keep. Where there is no text,
// which is for protobuf and for errors, promhttp itself answers; it counts
// errors in registry. A client that goes away is no error. Compression and a
// limit are for others to add.
func Metrics(parts func() exposition.Parts, registry prometheus.Registerer, errorLog promhttp.Logger) http.Handler {
	gather := func() ([]*dto.MetricFamily, error) { return parts().Gather() }
	fallback := promhttp.HandlerFor(prometheus.GathererFunc(gather), promhttp.HandlerOpts{
		ErrorLog:           errorLog,
		Registry:           registry,
		EnableOpenMetrics:  true,
		DisableCompression: true,
		CoalesceGather:     true, // Nothing is kept, so requests at one time share what there is.
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		format := expfmt.NegotiateAccept(r.Header, expfmt.DefaultOpenMetricsAcceptedFormats()...)
		text, err := parts().Text(format.FormatType())
		if err != nil {
			fallback.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", string(format))
		w.Header().Add("Vary", "Accept")
		out := bufio.NewWriterSize(w, textBuffer)
		if text.Write(out, r.URL.Query()["name[]"]...) != nil {
			return
		}
		if format.FormatType() == expfmt.TypeOpenMetrics {
			_, _ = expfmt.FinalizeOpenMetrics(out)
		}
		_ = out.Flush()
	})
}
