package check

import (
	"context"
	"sync"

	"huggingface_exporter/huggingface"
)

// identities asks once for each token, also where several organizations share
// it: the Hub's limit for that question is strict.
type identities struct {
	mu     sync.Mutex
	answer map[huggingface.TokenID]func() (huggingface.Identity, error)
}

func newIdentities() *identities {
	return &identities{answer: make(map[huggingface.TokenID]func() (huggingface.Identity, error))}
}

// of waits for the answer that belongs to a token. The first subject with it
// asks.
func (i *identities) of(ctx context.Context, s *Subject, token huggingface.TokenID) (huggingface.Identity, error) {
	i.mu.Lock()
	answer, ok := i.answer[token]
	if !ok {
		answer = sync.OnceValues(func() (huggingface.Identity, error) {
			if s.Timeout > 0 {
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(ctx, s.Timeout)
				defer cancel()
			}
			return s.Hub.WhoAmI(ctx)
		})
		i.answer[token] = answer
	}
	i.mu.Unlock()
	return answer()
}
