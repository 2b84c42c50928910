package faults_test

import (
	"net/http"
	"strings"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
)

const member = `{"_id":"0123456789abcdef01234567","user":"ada","fullname":"Ada","isPro":false,"role":"read","twoFaEnabled":true}`

// JSON that is not what the Hub's description says is taken for what it is: a
// reason to believe nothing of it.
func TestShapes(t *testing.T) {
	second := hubtest.Match{Page: 2}
	shape := func(body string, says string) row { return unusable(page(body), second, says) }
	spoilt := func(old, with, says string) row {
		return shape("["+member+","+strings.Replace(member, old, with, 1)+"]", says)
	}
	run(t, map[string]row{
		"object":                   shape(`{"error":"no list today"}`, "expected an array of members"),
		"nothing":                  shape(``, "EOF"),
		"array of numbers":         shape(`[1,2,3]`, "a member as an object"),
		"two arrays":               shape(`[`+member+`][]`, "after"),
		"a comma too many":         shape(`[`+member+`,]`, "page 2"),
		"a byte order mark":        shape("\ufeff["+member+"]", "page 2"),
		"without user":             spoilt(`"user":"ada",`, ``, "lacks one of _id, user"),
		"_id too long":             spoilt(`01234567"`, `012345678"`, "24 hexadecimal digits"),
		"_id as null":              spoilt(`"0123456789abcdef01234567"`, `null`, "_id as a string"),
		"_id twice":                spoilt(`"user":`, `"_id":"0123456789abcdef01234568","user":`, "duplicate"),
		"role as a number":         spoilt(`"role":"read"`, `"role":3`, "role as a string"),
		"isPro as a string":        spoilt(`"isPro":false`, `"isPro":"false"`, "isPro as true or false"),
		"2FA as a number":          spoilt(`"twoFaEnabled":true`, `"twoFaEnabled":1`, "twoFaEnabled as true or false"),
		"verifiedEmail as a bool":  spoilt(`"role"`, `"verifiedEmail":false,"role"`, "verifiedEmail as a string"),
		"resourceGroups an object": spoilt(`"role"`, `"resourceGroups":{},"role"`, "resourceGroups as an array"),
		"a group without id":       spoilt(`"role"`, `"resourceGroups":[{"name":"n","role":"read","numUsers":1}],"role"`, "a resource group lacks"),
		"a group of -1":            spoilt(`"role"`, `"resourceGroups":[{"id":"g","name":"n","role":"read","numUsers":-1}],"role"`, "numUsers is not a count"),
		"a bad escape":             spoilt(`"ada"`, `"\x61"`, "escape"),
		"NaN":                      spoilt(`"isPro":false`, `"isPro":NaN`, "page 2"),
		"nested too deep":          spoilt(`"role"`, `"x":`+strings.Repeat("[", 20_000)+strings.Repeat("]", 20_000)+`,"role"`, "depth"),
	})
}

// typed gives the true answer another content type.
func typed(contentType string) hubtest.Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		hubtest.Edit(func(body string) string {
			w.Header().Set("Content-Type", contentType)
			return body
		})(w, r, next)
	}
}

// Fields that nobody knows yet, and known ones in another order or null, fail
// nothing.
func TestShapesThatAreFine(t *testing.T) {
	run(t, map[string]row{
		"unknown fields":        {fault: replace(`"type":"user"`, `"type":"user","badges":[{"a":{"b":[1e-7,null,"\u0000"]}}],"score":-0.5e+9`)},
		"white space":           {fault: hubtest.Edit(func(body string) string { return "\n\t " + strings.ReplaceAll(body, ",", " ,\r\n") + " \n" })},
		"escapes in names":      {fault: hubtest.Edit(func(body string) string { return strings.ReplaceAll(body, `"isPro"`, `"\u0069sPro"`) })},
		"another content type":  {fault: typed("text/plain")},
		"gzip":                  {fault: zipped(func(b []byte) []byte { return b })},
		"odd unknown fields":    {fault: replace(`"type":"user"`, "\"type\":\"user\",\"x\":{\"a\":[\"\xff\t\",{\"b\":1,\"b\":\"\\udc00\"}],\"a\":null},\"x\":3")},
		"gzip in several parts": {fault: zipped(func(b []byte) []byte { return append(b, emptyGzip()...) })},
	})
}
