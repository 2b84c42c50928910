package huggingface_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"huggingface_exporter/huggingface"
)

const aMember = `{"avatarUrl":"/a.svg","fullname":"Ada \"L\" \u00e9","isPro":true,"user":"ada","type":"user",` +
	`"_id":"0123456789abcdef01234567","role":"admin","twoFaEnabled":false,"isExternalCollaborator":false,` +
	`"verifiedEmail":null,"resourceGroups":[{"id":"g1","name":"research\nlab","numUsers":3.0,"role":"write"}]}`

func decode(text string) ([]huggingface.Member, error) {
	var members []huggingface.Member
	err := huggingface.DecodePage(strings.NewReader(text), func(m huggingface.Member) bool {
		members = append(members, m)
		return true
	})
	return members, err
}

func TestDecode(t *testing.T) {
	members, err := decode("[" + aMember + "]")
	if err != nil {
		t.Fatal(err)
	}
	id, err := huggingface.ParseID("0123456789abcdef01234567")
	if err != nil {
		t.Fatal(err)
	}
	want := huggingface.Member{
		ID: id, Username: "ada", Fullname: "Ada \"L\" \u00e9", Pro: true,
		Role: huggingface.Disclosed(huggingface.RoleAdmin), TwoFactor: huggingface.Disclosed(false),
		External: huggingface.Disclosed(false), VerifiedEmail: huggingface.Disclosed(""),
		ResourceGroups: huggingface.Disclosed([]huggingface.ResourceGroup{{ID: "g1", Name: "research\nlab", NumUsers: 3, Role: "write"}}),
	}
	if len(members) != 1 || !reflect.DeepEqual(members[0], want) {
		t.Errorf("got  %+v\nwant %+v", members, want)
	}
}

func TestIDs(t *testing.T) {
	const text = "0123456789abcdef01234567"
	if id, err := huggingface.ParseID(text); err != nil || id.String() != text {
		t.Errorf("%s: %v", id, err)
	}
	for _, bad := range []string{"", text[1:], text + "0", "g" + text[1:]} {
		if _, err := huggingface.ParseID(bad); err == nil {
			t.Errorf("%q is an ID", bad)
		}
	}
}

// Absent and null are undisclosed; null is an answer for verifiedEmail only.
func TestWhatIsNotDisclosed(t *testing.T) {
	const required = `"_id":"0123456789abcdef01234567","user":"ada","isPro":false`
	for _, text := range []string{
		"{" + required + "}",
		"{" + required + `,"role":null,"twoFaEnabled":null,"isExternalCollaborator":null,"resourceGroups":null}`,
		"{" + required + `,"Role":"admin","twofaenabled":true,"later":{"role":["admin"]}}`,
	} {
		members, err := decode("[" + text + "]")
		if err != nil || len(members) != 1 {
			t.Fatalf("%s: %v", text, err)
		}
		m := members[0]
		_, role := m.Role.Get()
		_, twoFactor := m.TwoFactor.Get()
		_, external := m.External.Get()
		_, email := m.VerifiedEmail.Get()
		_, groups := m.ResourceGroups.Get()
		if role || twoFactor || external || email || groups {
			t.Errorf("%s: %+v", text, m)
		}
	}
}

// What is not counted may be anything: one odd text takes no organization down.
func TestOddTexts(t *testing.T) {
	const id = `"_id":"0123456789abcdef01234567","isPro":true`
	for name, row := range map[string]struct{ text, user, fullname string }{
		"half an emoji":             {`"user":"ada","fullname":"Ada \ud83d"`, "ada", "Ada \ufffd"},
		"the other half":            {`"user":"ada","fullname":"\udc00 Ada"`, "ada", "\ufffd Ada"},
		"invalid UTF-8":             {"\"user\":\"a\xffd\",\"fullname\":\"\xc3\"", "a\ufffdd", "\ufffd"},
		"invalid UTF-8 and escapes": {"\"user\":\"a\xff\\n\",\"fullname\":\"\\u00e9\xff\"", "a\ufffd\n", "\u00e9\ufffd"},
		"raw white space":           {"\"user\":\"ada\",\"fullname\":\"A\td\na\r\"", "ada", "A d a "},
		"raw control characters":    {"\"user\":\"ada\",\"fullname\":\"A\x00d\x1fa\"", "ada", "A\ufffdd\ufffda"},
		"null":                      {`"user":null,"fullname":null`, "", ""},
		"other types":               {`"user":7,"fullname":["x"]`, "", ""},
		"no fullname":               {`"user":"ada"`, "ada", ""},
		"duplicates: the last":      {`"user":"a","fullname":"b","user":"ada","fullname":"Ada"`, "ada", "Ada"},
		"duplicates of the counted": {`"user":"ada",` + id, "ada", ""},
		"odd unknown fields":        {"\"user\":\"ada\",\"x\":\"\xff\t\\ud83d\",\"x\":{\"y\":[{\"z\":1,\"z\":\"\x00\xfe\"}],\"\xff\":null}", "ada", ""},
		"odd names of fields":       {"\"user\":\"ada\",\"\\ud83d\":1,\"\t\":2,\"\xff\":3", "ada", ""},
	} {
		members, err := decode("[{" + id + "," + row.text + "}," + aMember + "]")
		if err != nil || len(members) != 2 || members[0].Username != row.user || members[0].Fullname != row.fullname || !members[0].Pro {
			t.Errorf("%s: %v, %+v", name, err, members)
		}
	}
	for _, group := range []string{`"name":null`, `"name":3`, `"other":1`, "\"name\":\"\x01\xff\"", `"name":"a","name":"\ud83d"`, `"id":"g","name":""`} {
		members, err := decode("[{" + id + `,"user":"ada","resourceGroups":[{"id":"g","role":"read","numUsers":2,` + group + "}]}]")
		if err != nil || len(members) != 1 {
			t.Errorf("%s: %v", group, err)
		}
	}
}

// An empty role says as little as an absent one.
func TestAnEmptyRoleIsUndisclosed(t *testing.T) {
	members, err := decode(`[{"_id":"0123456789abcdef01234567","isPro":true,"user":"ada","role":""}]`)
	if err != nil {
		t.Fatal(err)
	}
	if role, disclosed := members[0].Role.Get(); disclosed {
		t.Errorf("the role is %q", role)
	}
}

// One member of a wrong shape makes the page unusable.
func TestWrongShapes(t *testing.T) {
	replaced := func(old, with string) string {
		if !strings.Contains(aMember, old) {
			t.Fatalf("no %s in the member", old)
		}
		return "[" + strings.Replace(aMember, old, with, 1) + "]"
	}
	for name, text := range map[string]string{
		"empty": "", "null": "null", "object": "{}", "string": `"x"`, "numbers": "[1,2]", "nested": "[[]]", "more": "[] []", "garbage": "[]x",
		"HTML": "<html>", "a NUL between": replaced(",", ",\x00"), "_id twice": replaced(`"isPro":true`, `"isPro":true,"_id":"0123456789abcdef01234568"`), "isPro twice": replaced(`"isPro":true`, `"isPro":true,"isPro":false`),
		"role twice": replaced(`"isPro":true`, `"role":"read","isPro":true`), "groups twice": replaced(`"isPro":true`, `"resourceGroups":[],"isPro":true`), "no user": replaced(`"user":`, `"User":`), "no _id": replaced(`"_id"`, `"id"`), "no isPro": replaced(`"isPro"`, `"ispro"`),
		"short _id": replaced("0123456789abcdef01234567", "0123"), "_id not hex": replaced("0123456789abcdef01234567", "z123456789abcdef01234567"),
		"_id number": replaced(`"0123456789abcdef01234567"`, "12"), "role number": replaced(`"admin"`, "7"), "role object": replaced(`"admin"`, "{}"),
		"isPro string": replaced(`"isPro":true`, `"isPro":"true"`), "isPro null": replaced(`"isPro":true`, `"isPro":null`),
		"2FA number": replaced(`"twoFaEnabled":false`, `"twoFaEnabled":0`), "email bool": replaced(`"verifiedEmail":null`, `"verifiedEmail":false`),
		"groups object": replaced(`[{"id":"g1"`, `{"x":[{"id":"g1"`), "group string": replaced(`{"id":"g1","name":"research\nlab","numUsers":3.0,"role":"write"}`, `"g1"`),
		"group without id": replaced(`"id":"g1",`, ""), "group id null": replaced(`"id":"g1",`, `"id":null,`), "group role null": replaced(`"role":"write"`, `"role":null`), "numUsers negative": replaced("3.0", "-1"), "numUsers fraction": replaced("3.0", "1.5"), "numUsers huge": replaced("3.0", "1e300"), "numUsers string": replaced("3.0", `"3"`),
	} {
		if _, err := decode(text); err == nil {
			t.Errorf("%s: no error for %.60q", name, text)
		}
	}
	if _, err := decode("[" + strings.Repeat(`{"a":`, 20_000)); err == nil {
		t.Error("deep nesting: no error")
	}
}

// A page cut anywhere is an error, never a shorter page; and where the reader
// fails, the error is the reader's.
func TestAPageCutAnywhereFails(t *testing.T) {
	whole := "[" + aMember + "," + strings.Replace(aMember, "0123", "4567", 1) + "]"
	broken := errors.New("the connection broke")
	for n := range len(whole) {
		if _, err := decode(whole[:n]); err == nil {
			t.Fatalf("cut after byte %d: no error", n)
		}
		r := iotest.OneByteReader(strings.NewReader(whole[:n]))
		err := huggingface.DecodePage(iotest.DataErrReader(struct{ *failing }{&failing{r, broken}}), func(huggingface.Member) bool { return true })
		if !errors.Is(err, broken) {
			t.Fatalf("broken after byte %d: %v", n, err)
		}
	}
}

// failing is a reader that ends with an error.
type failing struct {
	r interface{ Read([]byte) (int, error) }
	e error
}

func (f *failing) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err != nil {
		err = f.e
	}
	return n, err
}

// What was yielded stays as it is, whatever is decoded after it.
func TestYieldedMembersStayAsTheyAre(t *testing.T) {
	var text bytes.Buffer
	const n = 1000
	for i := range n {
		fmt.Fprintf(&text, `,{"_id":"%024x","user":"user-%d","fullname":"%s","isPro":true,"resourceGroups":[`, i, i, strings.Repeat("x", i%300))
		for g := range i % 70 {
			fmt.Fprintf(&text, `%s{"id":"%d-%d","name":"%d","numUsers":%d,"role":"read"}`, strings.Repeat(",", min(g, 1)), i, g, i, i)
		}
		text.WriteString("]}")
	}
	members, err := decode("[" + text.String()[1:] + "]")
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range members {
		groups, _ := m.ResourceGroups.Get()
		if m.Username != fmt.Sprintf("user-%d", i) || len(m.Fullname) != i%300 || len(groups) != i%70 || cap(groups) != len(groups) {
			t.Fatalf("member %d is %s with %d groups", i, m.Username, len(groups))
		}
		for j, g := range groups {
			if g.ID != fmt.Sprintf("%d-%d", i, j) || g.NumUsers != i {
				t.Fatalf("group %d of member %d is %+v", j, i, g)
			}
		}
	}
}

// Whatever the bytes: no panic; and what is taken for a page, encoding/json
// takes too and counts the same.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("[" + aMember + "]"))
	f.Add([]byte("[]"))
	f.Add([]byte(`[{"_id":"0123456789abcdef01234567","user":"\ud83d\ude00","isPro":false,"resourceGroups":[]},` + aMember + "]"))
	f.Add([]byte(`[{"_id":"0123456789abcdef01234567","user":"ada","isPro":false,"fullname":"Ada \ud83d"}]`))
	f.Add([]byte("[{\"_id\":\"0123456789abcdef01234567\",\"user\":\"a\xff\",\"isPro\":false,\"fullname\":\"\t\x00\"}]"))
	f.Add([]byte(`[{"_id":"0123456789abcdef01234567","user":"a","isPro":false,"user":"b","fullname":null,"isPro":false,"role":""}]`))
	f.Add([]byte("[{\"_id\":\"0123456789abcdef01234567\",\"user\":\"a\",\"isPro\":false,\"x\":{\"y\":[\"\xff\t\\udc00\",{\"z\":1,\"z\":2}]},\"x\":1}]"))
	f.Add([]byte("[{\"_id\":\"0123456789abcdef01234567\",\"user\":\"a\",\"isPro\":false,\"resourceGroups\":[{\"id\":\"g\",\"name\":\"\xc3\t\\ud800\",\"numUsers\":1,\"role\":\"read\"}]}]"))
	f.Add([]byte(`[{"_id":"0123456789abcdef01234567","user":"a","isPro":false,"role":null,"x":[{"y":[1e9,null]}]}]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		members, err := decode(string(text))
		if err != nil {
			return
		}
		var plain []map[string]any
		if err := json.Unmarshal(withoutControls(text), &plain); err != nil {
			t.Fatalf("encoding/json refuses what was accepted: %v", err)
		}
		if len(plain) != len(members) {
			t.Fatalf("%d members, encoding/json has %d", len(members), len(plain))
		}
		for i, m := range members {
			if got, want := tell(m), tellPlain(plain[i]); got != want {
				t.Fatalf("got %s, encoding/json has %s", got, want)
			}
		}
	})
}

// withoutControls replaces what encoding/json refuses in a string.
func withoutControls(text []byte) []byte {
	return bytes.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r':
			return ' '
		case r < ' ':
			return '\ufffd'
		}
		return r
	}, text)
}

// tell says of a member what is counted, and its texts.
func tell(m huggingface.Member) string {
	groups, disclosed := m.ResourceGroups.Get()
	text := "?"
	if disclosed {
		text = fmt.Sprint(len(groups))
		for _, g := range groups {
			text += fmt.Sprintf(" %q %q %q %d", g.ID, g.Name, g.Role, g.NumUsers)
		}
	}
	return fmt.Sprintf("%s %q %q %t %q %q %q %s", m.ID, m.Username, m.Fullname, m.Pro, show(m.Role), show(m.TwoFactor), show(m.External), text)
}

// tellPlain says the same of a member as encoding/json has it.
func tellPlain(m map[string]any) string {
	text := "?"
	if groups, disclosed := m["resourceGroups"].([]any); disclosed {
		text = fmt.Sprint(len(groups))
		for _, g := range groups {
			g := g.(map[string]any)
			text += fmt.Sprintf(" %q %q %q %.0f", g["id"], plainText(g["name"]), g["role"], g["numUsers"])
		}
	}
	optional := func(name string) string {
		if m[name] == nil || name == "role" && m[name] == "" {
			return "?"
		}
		return fmt.Sprint(m[name])
	}
	return fmt.Sprintf("%s %q %q %t %q %q %q %s", strings.ToLower(m["_id"].(string)), plainText(m["user"]), plainText(m["fullname"]), m["isPro"], optional("role"), optional("twoFaEnabled"), optional("isExternalCollaborator"), text)
}

// plainText is "" for what is not a text.
func plainText(v any) string {
	s, _ := v.(string)
	return s
}
