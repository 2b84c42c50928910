package collector

import (
	"context"
	"errors"
	"maps"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"huggingface_exporter/huggingface"
)

const (
	// identityInterval is how often the Hub is asked who a token belongs to:
	// its rate limit for that question is strict.
	identityInterval = time.Hour
	// A question that failed without the Hub's word on it is repeated sooner.
	minIdentityBackoff = time.Minute
	// identityMemory is how long a token that nobody uses is remembered.
	identityMemory = 24 * time.Hour
)

// Identities asks the Hub who tokens belong to: once for each token, also if
// several organizations use it at the same time, and at most once an hour. The
// zero value is ready to use. It is safe for use by several goroutines.
type Identities struct {
	asking singleflight.Group
	mu     sync.Mutex // guards known
	known  map[huggingface.TokenID]Identification
}

// Identification is what is known of the owner of a token.
type Identification struct {
	// Identity is the last answer, Read the time when it came; zero before.
	Identity huggingface.Identity
	Read     time.Time
	// Err is why the last question failed; nil if it was answered.
	Err error
	// Next is the time before which the question is not repeated.
	Next time.Time

	failures int
}

// Of returns what is known of a token, and asks the Hub if that is due. The
// token is the one that hub uses.
func (i *Identities) Of(ctx context.Context, hub Hub, token huggingface.TokenID) Identification {
	for {
		id := i.recall(token)
		if time.Now().Before(id.Next) {
			return id
		}
		result, err, _ := i.asking.Do(string(token[:]), func() (any, error) { return i.ask(ctx, hub, token) })
		if err == nil {
			return result.(Identification)
		}
		if ctx.Err() != nil {
			id.Err = ctx.Err()
			return id
		}
		// The caller who asked has ended. Ask in its place.
	}
}

func (i *Identities) recall(token huggingface.TokenID) Identification {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.known[token]
}

// ask returns an error only if it learned nothing because ctx was canceled.
func (i *Identities) ask(ctx context.Context, hub Hub, token huggingface.TokenID) (Identification, error) {
	id := i.recall(token)
	begun := time.Now()
	if begun.Before(id.Next) {
		return id, nil // It was answered between the caller's look and now.
	}
	identity, err := hub.WhoAmI(ctx)
	switch {
	case err != nil && errors.Is(ctx.Err(), context.Canceled):
		return id, ctx.Err()
	case err == nil && identity.Token != token:
		return id, nil // The token was replaced meanwhile: the next scrape asks for the new one.
	case err == nil:
		id = Identification{Identity: identity, Read: time.Now(), Next: begun.Add(identityInterval)}
	default:
		id.Err, id.Next = err, begun.Add(retryIdentity(err, id.failures))
		id.failures++
	}
	i.remember(token, id)
	return id, nil
}

// retryIdentity is how long to wait after a number of failures. The Hub's word
// on the token, or on its rate limit, stands for an hour.
func retryIdentity(err error, failures int) time.Duration {
	switch huggingface.ErrorCode(err) {
	case "401", "429":
		return identityInterval
	}
	return min(minIdentityBackoff<<min(failures, 6), identityInterval)
}

func (i *Identities) remember(token huggingface.TokenID, id Identification) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if _, known := i.known[token]; !known {
		now := time.Now()
		maps.DeleteFunc(i.known, func(_ huggingface.TokenID, id Identification) bool { return now.Sub(id.Next) > identityMemory })
		if i.known == nil {
			i.known = make(map[huggingface.TokenID]Identification)
		}
	}
	i.known[token] = id
}
