package huggingface_test

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// endless repeats a text.
type endless struct {
	text string
	rest string
}

func (e *endless) Read(p []byte) (int, error) {
	if e.rest == "" {
		e.rest = e.text
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// No body of 60 MiB makes the decoder hold more than a part of it.
func TestTheDecoderHoldsNoLargeValue(t *testing.T) {
	const head, size = `[{"_id":"0123456789abcdef01234567","isPro":true,"user":"a",`, 60 << 20
	for name, row := range map[string]struct{ before, repeated, after, says string }{
		"text":          {`"fullname":"`, strings.Repeat("a", 4096), `"}]`, "value larger than"},
		"unknown text":  {`"x":"`, strings.Repeat("a", 4096), `"}]`, "value larger than"},
		"number":        {`"x":`, strings.Repeat("1", 4096), `}]`, "value larger than"},
		"name":          {`"`, strings.Repeat("a", 4096), `":1}]`, "value larger than"},
		"white space":   {``, strings.Repeat(" \n\t", 1024), `"x":1}]`, ""},
		"unknown array": {`"x":[1`, strings.Repeat(",1", 2048), `]}]`, ""},
		"groups":        {`"resourceGroups":[{"id":"a","role":"read","numUsers":1}`, `,{"id":"a","role":"read","numUsers":1}`, `]}]`, "more than 10000 resource groups"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		whole := int64(size / len(row.repeated) * len(row.repeated))
		body := io.MultiReader(strings.NewReader(head+row.before), io.LimitReader(&endless{text: row.repeated}, whole), strings.NewReader(row.after))
		err := huggingface.DecodePage(body, func(huggingface.Member) bool { return true })
		runtime.ReadMemStats(&after)
		if row.says == "" && err != nil || row.says != "" && (err == nil || !strings.Contains(err.Error(), row.says)) {
			t.Errorf("%s: %v", name, err)
		}
		if n := (after.TotalAlloc - before.TotalAlloc) >> 20; n > 80 {
			t.Errorf("%s: %d MiB were allocated", name, n)
		}
	}
}

// The small answers have a smaller bound.
func TestALargeOverviewFails(t *testing.T) {
	hub := acme(nil)
	hub.Fault(hubtest.Match{}, hubtest.Body("application/json", []byte(`{"numUsers":1,"x":"`+strings.Repeat("a", 5<<20)+`"}`)))
	if _, err := dial(t, hub).Overview(t.Context(), "acme"); huggingface.ErrorCode(err) != huggingface.CodeResponse || !strings.Contains(err.Error(), "larger than 4 MiB") {
		t.Error(err)
	}
}
