//go:build unix

package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/config"
)

// Opening a FIFO waits for its writer, so none is opened.
func TestOnlyRegularFiles(t *testing.T) {
	const acme = "organizations:\n  - name: acme\n"
	for name, row := range map[string]struct{ text, want string }{
		"CA":     {acme + "    tls_config: {ca_file: fifo}\n", "organizations[0].tls_config.ca_file: FIFO: not a regular file"},
		"cert":   {acme + "    tls_config: {cert_file: fifo, key_file: token}\n", "organizations[0].tls_config.cert_file: FIFO: not a regular file"},
		"key":    {acme + "    tls_config: {cert_file: token, key_file: fifo}\n", "organizations[0].tls_config.key_file: FIFO: not a regular file"},
		"header": {acme + "    http_headers: {X-Team: {files: [fifo]}}\n", "organizations[0].http_headers.X-Team: FIFO: not a regular file"},
		"token":  {acme + "    authorization: {credentials_file: fifo}\n", "no usable token in the file FIFO"},
		"itself": {"", "FIFO: not a regular file"},
	} {
		t.Run(name, func(t *testing.T) {
			path, fifo := besideFIFO(t, row.text)
			_, err := config.Load(path, defaults, new(huggingface.TokenFiles))
			if err == nil || !strings.Contains(strings.ReplaceAll(err.Error(), fifo, "FIFO"), row.want) {
				t.Errorf("got %v, want %s", err, row.want)
			}
		})
	}
	for name, text := range map[string]string{
		"cert":      "tls_server_config: {cert_file: fifo, key_file: token}\n",
		"key":       "tls_server_config: {cert_file: token, key_file: fifo}\n",
		"client CA": "tls_server_config: {cert_file: token, key_file: token, client_ca_file: fifo}\n",
		"itself":    "",
	} {
		t.Run("web, "+name, func(t *testing.T) {
			path, fifo := besideFIFO(t, text)
			if _, err := config.LoadWebFile(path); err == nil || !strings.HasSuffix(err.Error(), fifo+": not a regular file") {
				t.Errorf("got %v", err)
			}
			if !config.WebFileBlocks(path) {
				t.Error("it is not found to block")
			}
			if err := os.Remove(fifo); err != nil || config.WebFileBlocks(path) {
				t.Errorf("without it, %v", err)
			}
		})
	}
}

// besideFIFO writes a file beside a FIFO; no text stands for the FIFO itself.
func besideFIFO(t *testing.T, text string) (path, fifo string) {
	t.Helper()
	path = write(t, text)
	fifo = filepath.Join(filepath.Dir(path), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	if text == "" {
		return fifo, fifo
	}
	return path, fifo
}
