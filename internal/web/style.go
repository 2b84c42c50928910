package web

// Style is the style sheet of the status page, for other pages in its look.
func Style() string { return statusCSS }
