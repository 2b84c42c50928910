// Package check tests token and access of organizations the way a scrape uses
// them, and says for people and programs what is wrong and what to do.
//
// Make a [Subject] for each organization, give its Observe to
// huggingface.WithObserver when making the client, put the client into its Hub,
// and call [Run]:
//
//	s := check.NewSubject(collector.Target{Organization: "acme", Timeout: timeout})
//	client, err := huggingface.NewClient(source, huggingface.WithObserver(s.Observe), ...)
//	s.Hub = client
//	r := check.Run(ctx, []*check.Subject{s}, nil)
//	err = r.WriteText(os.Stdout, color)
//
// A report holds no member's name and no token. It does name the token's owner.
package check
