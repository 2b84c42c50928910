package app

import (
	"context"
	"crypto/tls"
	"net/http"

	commonconfig "github.com/prometheus/common/config"

	"huggingface_exporter/internal/app/flags"
	"huggingface_exporter/internal/config"
)

// maxHeaders bounds all headers of an answer, in bytes. The default of net/http
// is ten times as much, for which it allocates 60 MiB.
const maxHeaders = 1 << 20

// newRoundTripper makes a transport as [commonconfig.NewRoundTripperFromConfig]
// does, TLS files that may change and additional headers included, and bounds
// the headers of answers. That function has no option for it, and wraps the
// transport where there are such files or headers, so this wraps it instead.
func newRoundTripper(settings commonconfig.HTTPClientConfig) (http.RoundTripper, error) {
	secure, headers := settings.TLSConfig, settings.HTTPHeaders
	settings.TLSConfig, settings.HTTPHeaders = commonconfig.TLSConfig{}, nil
	files := commonconfig.TLSRoundTripperSettings{CA: secret(secure.CARef), Cert: secret(secure.CertRef), Key: secret(secure.KeyRef)}
	tlsConfig, err := commonconfig.NewTLSConfig(&secure, commonconfig.WithSecretManager(config.RegularFiles{}))
	if err != nil {
		return nil, err
	}
	rt, err := commonconfig.NewTLSRoundTripper(tlsConfig, files, func(tlsConfig *tls.Config) (http.RoundTripper, error) {
		rt, err := commonconfig.NewRoundTripperFromConfig(settings, flags.Program,
			commonconfig.WithNewTLSConfigFunc(func(context.Context, *commonconfig.TLSConfig, ...commonconfig.TLSConfigOption) (*tls.Config, error) {
				return tlsConfig, nil
			}))
		if t, ok := rt.(*http.Transport); ok {
			t.MaxResponseHeaderBytes = maxHeaders
		}
		return rt, err
	})
	if err != nil || headers == nil {
		return rt, err
	}
	return commonconfig.NewHeadersRoundTripper(headers, rt), nil
}

// fileSecret is the path of a regular file that may change.
type fileSecret string

// secret is nil for no file.
func secret(path string) commonconfig.SecretReader {
	if path == "" {
		return nil
	}
	return fileSecret(path)
}

// Fetch implements [commonconfig.SecretReader].
func (f fileSecret) Fetch(ctx context.Context) (string, error) {
	return config.RegularFiles{}.Fetch(ctx, string(f))
}

// Description implements [commonconfig.SecretReader].
func (f fileSecret) Description() string { return "file " + string(f) }

// Immutable implements [commonconfig.SecretReader].
func (fileSecret) Immutable() bool { return false }
