// Package directory reads the directory file, which says who should have a
// seat: one e-mail address, @domain or Hub username a line.
//
// A file is taken as a whole or not at all. A line that cannot be read would
// otherwise make somebody who should have a seat look as though they should
// not, so it is an error that names the line. Errors never quote a line: they
// are logged, and a line is personal data.
package directory
