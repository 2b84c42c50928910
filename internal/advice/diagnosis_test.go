package advice_test

import (
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/advice"
)

// Advice is whole sentences, and each kind has one diagnosis.
func TestDiagnosesReadWell(t *testing.T) {
	kinds := map[huggingface.Kind]bool{}
	for _, d := range advice.All() {
		if kinds[d.Kind] {
			t.Errorf("%s stands twice", d.Kind)
		}
		kinds[d.Kind] = true
		for _, sentence := range append(d.Steps, d.Cause) {
			if !strings.HasSuffix(sentence, ".") || strings.ToUpper(sentence[:1]) != sentence[:1] {
				t.Errorf("%s: %q is not a sentence", d.Kind, sentence)
			}
		}
	}
}
