package app_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"huggingface_exporter/internal/textfmt"
)

// person is a member as the Hub sends it. A field that is missing, or null, is
// undisclosed, but for an e-mail address that is null.
type person map[string]any

// randomPeople have values that are odd, empty, null or missing.
func randomPeople(random *rand.Rand, n int) []person {
	var people []person
	for i := range n {
		p := person{"_id": fmt.Sprintf("65f%021x", i), "user": fmt.Sprintf("User-%d", i), "fullname": "=1+1", "isPro": random.IntN(4) == 0, "avatarUrl": "", "type": "user"}
		p.maybe(random, "role", "admin", "write", "contributor", "read", "no_access", "auditor", "ADMIN", "", nil)
		p.maybe(random, "twoFaEnabled", true, false, nil)
		p.maybe(random, "isExternalCollaborator", true, false, nil)
		p.maybe(random, "verifiedEmail", fmt.Sprintf("User-%d@Example.com", i), fmt.Sprintf("user-%d@corp.example", i), nil, "", "odd")
		people = append(people, p)
	}
	return people
}

func (p person) maybe(random *rand.Rand, field string, values ...any) {
	if random.IntN(5) > 0 {
		p[field] = values[random.IntN(len(values))]
	}
}

// role is that of the metrics.
func (p person) role() string {
	switch role, _ := p["role"].(string); {
	case role == "":
		return "unknown"
	case slices.Contains([]string{"admin", "write", "contributor", "read", "no_access"}, role):
		return role
	}
	return "other"
}

// listing is that of a directory with bob-like users of even numbers below 10
// and everybody at corp.example and User-3@example.com.
func (p person) listing() string {
	email, disclosed := p["verifiedEmail"]
	text, _ := email.(string)
	switch {
	case slices.Contains([]string{"User-0", "User-2", "User-4", "User-6", "User-8"}, p["user"].(string)),
		strings.HasSuffix(text, "@corp.example"), text == "User-3@Example.com":
		return "listed"
	case !disclosed:
		return "unknown"
	}
	return "unlisted"
}

const figuresDirectory = "\ufeff# Staff\r\nUSER-0\r\n user-2 \r\nuser-4 # Ann\r\nUser-6\r\nuser-8\r\nUSER-3@example.com\r\n@CORP.example\r\n"

// serveHub answers with the people in pages of ten.
func serveHub(t *testing.T, people []person) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/organizations/acme/members", func(w http.ResponseWriter, r *http.Request) {
		from, _ := strconv.Atoi(r.URL.Query().Get("from"))
		to := min(from+10, len(people))
		if to < len(people) {
			w.Header().Set("Link", fmt.Sprintf(`<http://%s/api/organizations/acme/members?limit=10&from=%d>; rel="next"`, r.Host, to))
		}
		_ = json.NewEncoder(w).Encode(people[from:to])
	})
	mux.HandleFunc("GET /api/whoami-v2", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"name":"ann","type":"user","auth":{"accessToken":{"displayName":"t","role":"read"}},"orgs":[{"name":"acme","roleInOrg":"admin","plan":"team","periodEnd":1798761600}]}`))
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Powered-By", "huggingface-moon")
		http.Error(w, `{"error":"Not Found"}`, http.StatusNotFound)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

// number counts the people who are so.
func number(people []person, is func(person) bool) int {
	n := 0
	for _, p := range people {
		if is(p) {
			n++
		}
	}
	return n
}

// Every figure that the program shows of random organizations, wherever it
// shows it, is a number of members as counted here.
func TestFigures(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{1, 9, 25, 60} {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			people := randomPeople(random, n)
			dir := t.TempDir()
			write(t, filepath.Join(dir, "employees.txt"), figuresDirectory)
			file := write(t, filepath.Join(dir, "exporter.yml"), "organizations: [{name: acme, seat_limit: 50, seat_price: 19.5, seat_currency: EUR, directory_file: employees.txt}]\n")
			env := environment{"HF_ENDPOINT": serveHub(t, people), "HF_TOKEN": secretOfAcme}
			compareRoster(t, people, env, file)
			compareSummary(t, people, env, file)
			p := start(t, env, "--config.file="+file)
			p.ready()
			compareMetrics(t, people, p.metrics())
			_, _, page := p.request(http.MethodGet, "/")
			if want := fmt.Sprintf(">%d</strong>", n); !strings.Contains(page, want) {
				t.Errorf("the page does not show %q", want)
			}
			if strings.Contains(page, "User-") || strings.Contains(strings.ToLower(page), "@corp.example") {
				t.Error("the page has personal data")
			}
		})
	}
}

func compareRoster(t *testing.T, people []person, env environment, file string) {
	t.Helper()
	yesNo := map[any]string{true: "yes", false: "no", nil: "unknown"}
	_, stdout, stderr := execute(t, env, "members", "--config.file="+file, "--format=csv")
	rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	if err != nil || len(rows) != len(people)+1 {
		t.Fatalf("%d lines, %v, %s", len(rows), err, stderr)
	}
	for i, p := range people {
		role, _ := p["role"].(string)
		if role == "" {
			role = "unknown"
		}
		email, disclosed := p["verifiedEmail"].(string)
		if _, ok := p["verifiedEmail"]; !ok && !disclosed {
			email = "unknown"
		}
		want := []string{
			"acme", p["_id"].(string), p["user"].(string), email, "'=1+1", role,
			map[string]string{"admin": "Admin", "write": "Write", "contributor": "Contributor", "read": "Read", "no_access": "No access", "other": "Other", "unknown": "unknown"}[p.role()],
			yesNo[p["isPro"]], yesNo[p["twoFaEnabled"]], yesNo[p["isExternalCollaborator"]], p.listing(), "unknown",
		}
		if !slices.Equal(rows[i+1], want) {
			t.Errorf("got  %q\nwant %q", rows[i+1], want)
		}
	}
	_, stdout, _ = execute(t, env, "members", "--config.file="+file, "--format=jsonl", "--unlisted")
	if got, want := strings.Count(stdout, "\n"), number(people, func(p person) bool { return p.listing() == "unlisted" }); got != want {
		t.Errorf("--unlisted prints %d members, want %d", got, want)
	}
}

// figures are those of an organization by the columns of the summary. What is
// undisclosed of everybody is left out.
func figures(people []person) map[string]int {
	f := map[string]int{
		"members":             len(people),
		"pro":                 number(people, func(p person) bool { return p["isPro"] == true }),
		"external":            number(people, func(p person) bool { return p["isExternalCollaborator"] == true }),
		"external_unknown":    number(people, func(p person) bool { return p["isExternalCollaborator"] == nil }),
		"without_2fa":         number(people, func(p person) bool { return p["twoFaEnabled"] == false }),
		"without_2fa_unknown": number(people, func(p person) bool { return p["twoFaEnabled"] == nil }),
		"unlisted":            number(people, func(p person) bool { return p.listing() == "unlisted" }),
		"unlisted_unknown":    number(people, func(p person) bool { return p.listing() == "unknown" }),
	}
	for _, role := range []string{"admin", "write", "contributor", "read", "no_access", "other", "unknown"} {
		f["role_"+role] = number(people, func(p person) bool { return p.role() == role })
		if f["role_"+role] == 0 && role != "unknown" && number(people, func(p person) bool { return p.role() == "unknown" }) == len(people) {
			delete(f, "role_"+role)
		}
	}
	for _, column := range []string{"external", "without_2fa", "unlisted"} {
		if f[column+"_unknown"] == len(people) {
			delete(f, column)
		}
	}
	return f
}

func compareSummary(t *testing.T, people []person, env environment, file string) {
	t.Helper()
	status, stdout, stderr := execute(t, env, "members", "--summary", "--config.file="+file, "--format=csv")
	rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	if err != nil || status != 0 || len(rows) != 2 {
		t.Fatalf("status %d, %d lines, %v, %s", status, len(rows), err, stderr)
	}
	cost := strconv.FormatFloat(19.5*float64(len(people)), 'f', -1, 64)
	want := map[string]string{
		"organization": "acme", "seat_limit": "50", "seat_price": "19.5", "seat_currency": "EUR",
		"contract_cost": "975", "cost_now": cost, "renewal": "2027-01-01", "cost_at_renewal": cost,
	}
	for column, n := range figures(people) {
		want[column] = strconv.Itoa(n)
	}
	for i, column := range rows[0] {
		text, known := want[column]
		if !known {
			text = "unknown"
		}
		if rows[1][i] != text {
			t.Errorf("%s is %s, want %s", column, rows[1][i], text)
		}
	}
	compareRoles(t, people, env, file)
	_, page, _ := execute(t, env, "members", "--summary", "--config.file="+file, "--format=html")
	for _, want := range []string{fmt.Sprintf("<strong>%d</strong> of 50 seats", len(people)), textfmt.Money(19.5*float64(len(people)), "EUR") + " per month"} {
		if !strings.Contains(page, want) {
			t.Errorf("the summary as a page does not say %q", want)
		}
	}
	if strings.Contains(page, "User-") {
		t.Error("the summary has personal data")
	}
}

// compareRoles compares the summary of each role with the people of that role.
func compareRoles(t *testing.T, people []person, env environment, file string) {
	t.Helper()
	_, stdout, stderr := execute(t, env, "members", "--summary", "--config.file="+file, "--format=jsonl")
	var summary struct{ Roles []map[string]any }
	if err := json.Unmarshal([]byte(stdout), &summary); err != nil {
		t.Fatalf("%v: %s", err, stderr)
	}
	all := figures(people)
	for _, got := range summary.Roles {
		of := slices.DeleteFunc(slices.Clone(people), func(p person) bool { return p.role() != got["role"] })
		want := figures(of)
		for _, column := range []string{"members", "pro", "external", "external_unknown", "without_2fa", "without_2fa_unknown", "unlisted", "unlisted_unknown"} {
			n, known := want[column]
			if _, anybody := all[column]; len(of) == 0 { // of nobody, where it is known of anybody
				known = anybody || column == "unlisted"
			}
			if value, ok := got[column].(float64); ok != known || int(value) != n {
				t.Errorf("%s of the role %s is %v, want %d (known: %t)", column, got["role"], got[column], n, known)
			}
		}
		if cost, _ := got["cost_now"].(float64); cost != 19.5*float64(len(of)) {
			t.Errorf("the role %s costs %v", got["role"], got["cost_now"])
		}
	}
}

func compareMetrics(t *testing.T, people []person, metrics map[string]float64) {
	t.Helper()
	got, want := make(map[string]int), figures(people)
	for series, value := range metrics {
		name, labels, _ := strings.Cut(series, "{")
		label := func(name string) string {
			_, rest, _ := strings.Cut(labels, name+`="`)
			text, _, _ := strings.Cut(rest, `"`)
			return text
		}
		switch name {
		case "huggingface_organization_members":
			got["role_"+label("role")] += int(value)
			got["members"] += int(value)
		case "huggingface_organization_pro_members":
			got["pro"] += int(value)
		case "huggingface_organization_external_collaborators":
			got["external"] += int(value)
		case "huggingface_organization_members_without_2fa":
			got["without_2fa"] += int(value)
		case "huggingface_organization_members_undisclosed":
			if column, ok := map[string]string{"two_factor": "without_2fa_unknown", "external_collaborator": "external_unknown"}[label("field")]; ok {
				got[column] += int(value)
			}
		case "huggingface_organization_directory_members":
			if column, ok := map[string]string{"unlisted": "unlisted", "unknown": "unlisted_unknown"}[label("directory")]; ok {
				got[column] += int(value)
			}
		}
		for _, personal := range []string{"user-", "corp.example", "65f0"} {
			if strings.Contains(strings.ToLower(series), personal) {
				t.Errorf("%s has personal data", series)
			}
		}
	}
	// These two are there only if they are not 0, and the directory is also
	// compared if nothing is disclosed.
	maps.DeleteFunc(want, func(column string, n int) bool { return n == 0 && (column == "role_other" || column == "role_unknown") })
	if want["unlisted_unknown"] == len(people) {
		want["unlisted"] = 0
	}
	if !maps.Equal(got, want) {
		t.Errorf("the metrics say\n%v, want\n%v", got, want)
	}
}
