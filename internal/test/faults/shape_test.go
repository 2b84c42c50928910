package faults_test

import (
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
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
		"null":                     shape(`null`, "expected an array of members"),
		"string":                   shape(`"[]"`, "expected an array of members"),
		"number":                   shape(`0`, "expected an array of members"),
		"nothing":                  shape(``, "EOF"),
		"white space":              shape("  \n ", "EOF"),
		"array of numbers":         shape(`[1,2,3]`, "a member as an object"),
		"array of nulls":           shape(`[null]`, "a member as an object"),
		"array of arrays":          shape(`[[`+member+`]]`, "a member as an object"),
		"two arrays":               shape(`[`+member+`][]`, "after"),
		"more after the array":     shape(`[`+member+`] x`, "after"),
		"a comma too many":         shape(`[`+member+`,]`, "page 2"),
		"a byte order mark":        shape("\ufeff["+member+"]", "page 2"),
		"comments":                 shape("["+member+"/* more */]", "page 2"),
		"without _id":              spoilt(`"_id":"0123456789abcdef01234567",`, ``, "lacks one of _id"),
		"without user":             spoilt(`"user":"ada",`, ``, "lacks one of _id, user"),
		"without isPro":            spoilt(`"isPro":false,`, ``, "isPro"),
		"_id too short":            spoilt(`01234567"`, `0123456"`, "24 hexadecimal digits"),
		"_id too long":             spoilt(`01234567"`, `012345678"`, "24 hexadecimal digits"),
		"_id of other letters":     spoilt(`01234567"`, `0123456g"`, "24 hexadecimal digits"),
		"_id as a number":          spoilt(`"0123456789abcdef01234567"`, `123456789`, "_id as a string"),
		"_id as null":              spoilt(`"0123456789abcdef01234567"`, `null`, "_id as a string"),
		"_id twice":                spoilt(`"user":`, `"_id":"0123456789abcdef01234568","user":`, "duplicate"),
		"role as a number":         spoilt(`"role":"read"`, `"role":3`, "role as a string"),
		"role as an array":         spoilt(`"role":"read"`, `"role":["read"]`, "role as a string"),
		"isPro as a string":        spoilt(`"isPro":false`, `"isPro":"false"`, "isPro as true or false"),
		"isPro as null":            spoilt(`"isPro":false`, `"isPro":null`, "isPro as true or false"),
		"2FA as a number":          spoilt(`"twoFaEnabled":true`, `"twoFaEnabled":1`, "twoFaEnabled as true or false"),
		"verifiedEmail as a bool":  spoilt(`"role"`, `"verifiedEmail":false,"role"`, "verifiedEmail as a string"),
		"resourceGroups an object": spoilt(`"role"`, `"resourceGroups":{},"role"`, "resourceGroups as an array"),
		"a group without id":       spoilt(`"role"`, `"resourceGroups":[{"name":"n","role":"read","numUsers":1}],"role"`, "a resource group lacks"),
		"a group of -1":            spoilt(`"role"`, `"resourceGroups":[{"id":"g","name":"n","role":"read","numUsers":-1}],"role"`, "numUsers is not a count"),
		"a group of 1e300":         spoilt(`"role"`, `"resourceGroups":[{"id":"g","name":"n","role":"read","numUsers":1e300}],"role"`, "numUsers is not a count"),
		"a group of half a user":   spoilt(`"role"`, `"resourceGroups":[{"id":"g","name":"n","role":"read","numUsers":1.5}],"role"`, "numUsers is not a count"),
		"UTF-16":                   shape("\xfe\xff\x00[\x00]", "page 2"),
		"a bad escape":             spoilt(`"ada"`, `"\x61"`, "escape"),
		"NaN":                      spoilt(`"isPro":false`, `"isPro":NaN`, "page 2"),
		"nested too deep":          spoilt(`"role"`, `"x":`+strings.Repeat("[", 20_000)+strings.Repeat("]", 20_000)+`,"role"`, "depth"),
		"nested and no end":        shape(strings.Repeat(`[{"x":`, 100_000), "page 2"),
		"a Hub of another kind":    {fault: hubtest.Body("application/json", []byte(`{"items":[],"next":null}`)), code: "response", kind: huggingface.KindResponse, says: "page 1"},
	})
}

// Fields that nobody knows yet, and known ones in another order or null, fail
// nothing.
func TestShapesThatAreFine(t *testing.T) {
	run(t, map[string]row{
		"unknown fields":       {fault: replace(`"type":"user"`, `"type":"user","badges":[{"a":{"b":[1e-7,null,"\u0000"]}}],"score":-0.5e+9`)},
		"white space":          {fault: hubtest.Edit(func(body string) string { return "\n\t " + strings.ReplaceAll(body, ",", " ,\r\n") + " \n" })},
		"escapes in names":     {fault: hubtest.Edit(func(body string) string { return strings.ReplaceAll(body, `"isPro"`, `"\u0069sPro"`) })},
		"another content type": {fault: hubtest.Edit(func(body string) string { return body })},
		"gzip":                 {fault: zipped(func(b []byte) []byte { return b })},
		"invalid UTF-8":        {fault: replace(`"fullname":"`, "\"fullname\":\"\xff")},
		"half a surrogate":     {fault: replace(`"fullname":"`, `"fullname":"Ada \ud83d`)},
		"a raw tab and NUL":    {fault: replace(`"fullname":"`, "\"fullname\":\"\t\x00")},
		"null for a text":      {fault: replace(`"type":"user"`, `"type":null,"fullname":null`)},
		"a duplicate key":      {fault: replace(`"isPro":`, `"type":"user","fullname":"X","isPro":`)},
		"a duplicate of all": {fault: hubtest.Edit(func(body string) string {
			return strings.ReplaceAll(body, `"twoFaEnabled":true`, `"twoFaEnabled":true,"twoFaEnabled":true`)
		})},
		"odd unknown fields":    {fault: replace(`"type":"user"`, "\"type\":\"user\",\"x\":{\"a\":[\"\xff\t\",{\"b\":1,\"b\":\"\\udc00\"}],\"a\":null},\"x\":3")},
		"gzip in several parts": {fault: zipped(func(b []byte) []byte { return append(b, emptyGzip()...) })},
	})
}
