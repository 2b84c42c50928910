package roster

import (
	"iter"
	"slices"
	"strings"
)

// keyEnd ends the parts of the key in front of a line. As the least of all
// bytes it lets "ann" come before "ann-b". It is in no line itself.
const keyEnd = "\x00"

// lines are members in their final form, to be put in order by user name, and
// by ID where a name occurs twice. A line and its key are one text, which is the
// least memory that a member takes.
type lines []string

func (l *lines) add(m *member, line string) {
	*l = append(*l, m.Username+keyEnd+m.UserID+keyEnd+line)
}

func (l lines) sorted() iter.Seq[string] {
	slices.Sort(l)
	return func(yield func(string) bool) {
		for _, line := range l {
			if !yield(line[strings.LastIndex(line, keyEnd)+len(keyEnd):]) {
				return
			}
		}
	}
}
