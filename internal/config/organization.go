package config

import (
	"fmt"
	"strings"
	"time"

	commonconfig "github.com/prometheus/common/config"

	"huggingface_exporter/huggingface"
)

// Organization is what one organization is scraped with, every default filled
// in.
type Organization struct {
	Name string
	// Interval is the time between the starts of two scrapes; Timeout bounds
	// one of them and is never longer.
	Interval, Timeout time.Duration
	// PageSize is AutoPageSize, or members per request.
	PageSize int
	// SeatLimit is the number of seats in the contract; 0 if unknown.
	SeatLimit int
	// SeatPrice is per seat and month; 0 if unknown. SeatCurrency is its ISO
	// 4217 code; "" without a price.
	SeatPrice    float64
	SeatCurrency string
	// DirectoryFile says who should have a seat; "" for none.
	DirectoryFile string
	// TokenSource is the source of the organization's own token; nil where it
	// has none and uses the token of the process.
	TokenSource huggingface.TokenSource
	// HTTP says how to reach the Hub. Its Authorization is for TokenSource
	// alone and must not be given to a transport, which would send it anywhere.
	HTTP commonconfig.HTTPClientConfig
}

// Named returns organizations that have no settings of their own. They use the
// proxy of the environment, as most programs do.
func Named(list []string, d Defaults) ([]Organization, error) {
	http := commonconfig.DefaultHTTPClientConfig
	http.ProxyFromEnvironment = true
	var organizations []Organization
	seen := names{}
	for _, name := range list {
		if err := seen.add(name, ""); err != nil {
			return nil, err
		}
		organizations = append(organizations, Organization{
			Name: name, Interval: d.Interval, Timeout: effectiveTimeout(d.Timeout, d.Interval),
			PageSize: d.PageSize, DirectoryFile: d.DirectoryFile, HTTP: http,
		})
	}
	return organizations, nil
}

// names are the organizations so far, by their names in lower case.
type names map[string]listed

// listed is the name as written, and the key where it stands; "" for none.
type listed struct{ name, key string }

// add refuses what is not a name, and a name that is there already: the Hub's
// names are unique regardless of case.
func (n names) add(name, key string) error {
	if err := huggingface.CheckOrganization(name); err != nil {
		return err
	}
	folded := strings.ToLower(name)
	first, ok := n[folded]
	if !ok {
		n[folded] = listed{name, key}
		return nil
	}
	at := ""
	if first.key != "" {
		at = " (first as " + first.key + ")"
	}
	if first.name != name {
		return fmt.Errorf("%s and %s are the same organization%s: names are unique regardless of case, list each organization once", first.name, name, at)
	}
	return fmt.Errorf("%s is listed twice%s: list each organization once", name, at)
}
