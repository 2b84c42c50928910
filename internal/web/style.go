package web

import _ "embed"

//go:embed style.css
var styleSheet string

// Style is the style sheet of the pages, for other pages in their look.
func Style() string { return styleSheet }
