// Package terminal prepares text from elsewhere for a terminal: so that it
// cannot move the cursor, hide or reorder other text, and so that columns of it
// line up.
package terminal
