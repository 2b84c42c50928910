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
func (o *organization) list(ctx context.Context, target Target, opts ReadOptions) listing {
	if target.PageSize > 0 {
		opts.PageSize = target.PageSize
		return o.listWith(ctx, target, opts)
	}
	size, trial := o.pageSize(target)
	limit, smaller := target.timeout(), huggingface.DefaultPageSize
	var tries []huggingface.ListOption
	if trial {
		limit, smaller = o.sizes.trialTime(limit), o.sizes.good
		tries = append(tries, huggingface.Tries(1))
	}
	bounded, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	opts.PageSize = size
	l := o.listWith(bounded, target, opts, tries...)
	if l.err != nil && ctx.Err() == nil && size > smaller && (trial || sizeMayBeWhy(l.err)) {
		reason, late := errorFields(huggingface.ErrorCode(l.err), l.err), bounded.Err() != nil
		opts.PageSize = smaller
		l = o.listWith(ctx, target, opts)
		if l.err == nil || late {
			o.sizes.gaveUp(size, time.Now())
			level.Info(o.logger).Log(append([]any{"msg", "Listing in large pages failed, using smaller ones", "page_size", size}, reason...)...)
		}
	}
	if l.err != nil {
		o.sizes.failed(errors.Is(ctx.Err(), context.DeadlineExceeded))
		return l
	}
	o.sizes.completed(opts.PageSize, l.snapshot.Pages, l.snapshot.Took, time.Now())
	if _, more := o.pageSize(target); trial && !more {
		level.Info(o.logger).Log("msg", "Page size settled", "page_size", o.sizes.good, "pages", o.sizes.pages)
	}
	return l
}

// pageSize is the configured size, or else what the sizer says.
func (o *organization) pageSize(target Target) (size int, trial bool) {
	if target.PageSize > 0 {
		return target.PageSize, false
	}
	return o.sizes.next(time.Now(), target.timeout())
}

// listWith reads the members, once more if the token was replaced meanwhile.
func (o *organization) listWith(ctx context.Context, target Target, opts ReadOptions, list ...huggingface.ListOption) listing {
	l := o.read(ctx, target, opts, list...)
	if e, ok := errors.AsType[*huggingface.APIError](l.err); ok && e.TokenRotated {
		level.Info(o.logger).Log("msg", "Token was replaced during the scrape, trying the new one", "request_id", e.RequestID)
		l = o.read(ctx, target, opts, list...)
	}
	return l
}
