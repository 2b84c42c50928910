package app

import (
	"context"
	"crypto/tls"
	"net/http"

	commonconfig "github.com/prometheus/common/config"

	"huggingface_exporter/internal/app/flags"
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
	files := commonconfig.TLSRoundTripperSettings{CA: fileSecret(secure.CAFile), Cert: fileSecret(secure.CertFile), Key: fileSecret(secure.KeyFile)}
	config, err := commonconfig.NewTLSConfig(&secure)
	if err != nil {
		return nil, err
	}
	rt, err := commonconfig.NewTLSRoundTripper(config, files, func(config *tls.Config) (http.RoundTripper, error) {
		rt, err := commonconfig.NewRoundTripperFromConfig(settings, flags.Program,
			commonconfig.WithNewTLSConfigFunc(func(context.Context, *commonconfig.TLSConfig, ...commonconfig.TLSConfigOption) (*tls.Config, error) {
				return config, nil
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

// fileSecret is nil, and not a nil pointer, for no file.
func fileSecret(path string) commonconfig.SecretReader {
	if path == "" {
		return nil
	}
	return commonconfig.NewFileSecret(path)
}
