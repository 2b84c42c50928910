package app

import (
	"encoding/json"
	"io"
	"log/slog"
	"strings"

	"github.com/go-kit/log"
	"github.com/go-kit/log/level"
	slgk "github.com/tjhop/slog-gokit"
)

// logger is one stream of lines with two ways in.
type logger struct {
	log.Logger
	// slog is for the libraries that want one.
	slog *slog.Logger
}

func newLogger(w io.Writer, lowest, format string) logger {
	w = log.NewSyncWriter(w)
	base := log.NewLogfmtLogger(w)
	if format == "json" {
		base = log.NewJSONLogger(w)
	}
	filtered := level.NewFilter(base, level.Allow(level.ParseDefault(lowest, level.InfoValue())))
	return logger{
		Logger: log.With(filtered, "caller", log.DefaultCaller, "time", log.DefaultTimestamp),
		// The handler adds caller and time itself, and the filter decides on
		// levels.
		slog: slog.New(slgk.NewGoKitHandler(filtered, slog.LevelDebug)),
	}
}

// list is a list in a log line: an array in JSON, and "a, b" in logfmt.
type list []string

// MarshalText implements encoding.TextMarshaler.
func (l list) MarshalText() ([]byte, error) { return []byte(strings.Join(l, ", ")), nil }

// MarshalJSON implements json.Marshaler.
func (l list) MarshalJSON() ([]byte, error) { return json.Marshal([]string(l)) }
