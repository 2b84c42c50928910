package huggingface_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// fullMember is the member as most clients have it.
type fullMember struct {
	ID             string  `json:"_id"`
	User           string  `json:"user"`
	Fullname       string  `json:"fullname"`
	AvatarURL      string  `json:"avatarUrl"`
	Type           string  `json:"type"`
	Pro            bool    `json:"isPro"`
	Role           *string `json:"role"`
	TwoFA          *bool   `json:"twoFaEnabled"`
	External       *bool   `json:"isExternalCollaborator"`
	VerifiedEmail  *string `json:"verifiedEmail"`
	ResourceGroups []struct {
		ID, Name, Role string
		NumUsers       int
	} `json:"resourceGroups"`
}

// perMember reports the figures of a benchmark that has read pages of n
// members.
func perMember(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/member")
}

func BenchmarkDecodePage(b *testing.B) {
	const n = 500
	text := pageOf(b, n)
	b.Run("exporter", func(b *testing.B) {
		read := huggingface.PageDecoder()
		b.ReportAllocs()
		for b.Loop() {
			count := 0
			if err := read(bytes.NewReader(text), func(huggingface.Member) bool { count++; return true }); err != nil || count != n {
				b.Fatal(count, err)
			}
		}
		perMember(b, n)
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var members []fullMember
			if err := json.NewDecoder(bytes.NewReader(text)).Decode(&members); err != nil || len(members) != n {
				b.Fatal(len(members), err)
			}
		}
		perMember(b, n)
	})
}

// pageOf returns a page of n members as the Hub sends it.
func pageOf(b *testing.B, n int) []byte {
	b.Helper()
	hub := acme(hubtest.Members(n, 1))
	req := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/api/organizations/acme/members", nil)
	req.Header.Set("Authorization", "Bearer "+secret)
	recorder := httptest.NewRecorder()
	hub.ServeHTTP(recorder, req)
	if recorder.Code != http.StatusOK {
		b.Fatal(recorder.Body)
	}
	return recorder.Body.Bytes()
}
