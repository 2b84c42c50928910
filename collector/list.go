package collector

import (
	"context"
	"errors"
	"time"

	"github.com/go-kit/log/level"

	"huggingface_exporter/huggingface"
)

// list reads the members. If large pages fail it reads them again in smaller
// ones, within the same scrape.
func (o *organization) list(ctx context.Context, target Target) listing {
	size, fallback, trial := o.pageSize(target)
	if fallback == 0 {
		return o.listWith(ctx, target, size)
	}
	bounded, cancel := context.WithTimeout(ctx, target.timeout()/2)
	var opts []huggingface.ListOption
	if trial {
		opts = append(opts, huggingface.Tries(1))
	}
	l := o.listWith(bounded, target, size, opts...)
	cancel()
	if l.err != nil && sizeMayBeWhy(l.err) && ctx.Err() == nil {
		reason := errorFields(huggingface.ErrorCode(l.err), l.err)
		l = o.listWith(ctx, target, fallback)
		if trial || l.err == nil {
			o.sizes.failed(size, time.Now())
			level.Info(o.logger).Log(append([]any{"msg", "Listing in large pages failed, using smaller ones", "page_size", size}, reason...)...)
		}
	}
	if _, _, more := o.pageSize(target); trial && !more {
		level.Info(o.logger).Log("msg", "Page size settled", "page_size", o.sizes.good, "pages", o.sizes.pages)
	}
	return l
}

// pageSize is the configured size, or else what the sizer says. There is a
// fallback only if there is time for it.
func (o *organization) pageSize(target Target) (size, fallback int, trial bool) {
	if target.PageSize > 0 {
		return target.PageSize, 0, false
	}
	size, fallback, trial = o.sizes.next(time.Now())
	if o.sizes.took <= target.timeout()/4 {
		return size, fallback, trial
	}
	return max(o.sizes.good, huggingface.DefaultPageSize), 0, false
}

// listWith reads the members in pages of a size, once more if the token was
// replaced meanwhile.
func (o *organization) listWith(ctx context.Context, target Target, size int, opts ...huggingface.ListOption) listing {
	l := o.read(ctx, target, size, opts...)
	if e, ok := errors.AsType[*huggingface.APIError](l.err); ok && e.TokenRotated {
		level.Info(o.logger).Log("msg", "Token was replaced during the scrape, trying the new one", "request_id", e.RequestID)
		l = o.read(ctx, target, size, opts...)
	}
	if l.err == nil && target.PageSize == 0 {
		o.sizes.completed(size, l.snapshot.Pages, l.snapshot.Took, time.Now())
	}
	return l
}
