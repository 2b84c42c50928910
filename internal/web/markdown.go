package web

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extensionast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// newMarkdown renders runbooks as well-formed XML. Links to the runbooks that
// exist work; links to other files, and pictures, become their text. HTML is
// shown as text, and comments are not shown.
func newMarkdown(exists func(runbook string) bool) goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(
			extension.Table,
			extension.NewLinkify(extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"})),
		),
		goldmark.WithParserOptions(
			parser.WithAutoHeadingID(),
			parser.WithASTTransformers(util.Prioritized(adapter{exists}, 0)),
		),
		goldmark.WithRendererOptions(
			html.WithXHTML(),
			renderer.WithNodeRenderers(util.Prioritized(htmlAsText{}, 0)),
		),
	)
}

// adapter adapts documents of a repository to pages.
type adapter struct{ exists func(runbook string) bool }

// Transform changes where links lead, and marks what table headers are of.
func (a adapter) Transform(document *ast.Document, _ text.Reader, _ parser.Context) {
	var nowhere []ast.Node
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			if to, ok := a.destination(string(n.Destination)); ok {
				n.Destination = []byte(to)
			} else {
				nowhere = append(nowhere, n)
			}
		case *ast.Image:
			nowhere = append(nowhere, n)
		case *extensionast.TableCell:
			if n.Parent().Kind() == extensionast.KindTableHeader {
				n.SetAttributeString("scope", []byte("col"))
			}
		}
		return ast.WalkContinue, nil
	}) // The walker returns no error.
	for _, n := range nowhere {
		unwrap(n)
	}
}

// destination is where the page of a runbook links to, if anywhere.
func (a adapter) destination(link string) (string, bool) {
	if strings.HasPrefix(link, "#") || strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://") {
		return link, true
	}
	file, fragment, hasFragment := strings.Cut(strings.TrimPrefix(link, "./"), "#")
	name, isMarkdown := strings.CutSuffix(file, ".md")
	if !isMarkdown || !a.exists(name) {
		return "", false
	}
	if hasFragment {
		name += "#" + fragment
	}
	return name, true
}

// unwrap puts the children of a node in its place.
func unwrap(n ast.Node) {
	parent := n.Parent()
	for child := n.FirstChild(); child != nil; child = n.FirstChild() {
		parent.InsertBefore(parent, n, child)
	}
	parent.RemoveChild(parent, n)
}

// htmlAsText renders HTML within Markdown.
type htmlAsText struct{}

// RegisterFuncs takes the place of goldmark's own functions, which leave out
// all HTML.
func (htmlAsText) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindRawHTML, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			writeText(w, n.(*ast.RawHTML).Segments.Value(source))
		}
		return ast.WalkSkipChildren, nil
	})
	r.Register(ast.KindHTMLBlock, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			block := n.(*ast.HTMLBlock)
			content := block.Lines().Value(source)
			if block.HasClosure() {
				content = append(content, block.ClosureLine.Value(source)...)
			}
			writeBlock(w, content)
		}
		return ast.WalkContinue, nil
	})
}

func writeBlock(w util.BufWriter, block []byte) {
	if shown := bytes.TrimSpace(withoutComments(block)); len(shown) > 0 {
		_, _ = w.WriteString("<p>")
		writeText(w, shown)
		_, _ = w.WriteString("</p>\n")
	}
}

func writeText(w util.BufWriter, html []byte) {
	_, _ = w.Write(util.EscapeHTML(withoutComments(html))) // it is text in memory
}

func withoutComments(html []byte) []byte {
	return regexp.MustCompile(`(?s)<!--.*?-->`).ReplaceAll(html, nil)
}
