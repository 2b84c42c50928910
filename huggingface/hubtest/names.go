package hubtest

// names are what made-up members and their groups are called.
type names struct {
	first, last []string
	odd         []string // full names that break code that does not escape them
	groups      []ResourceGroup
}

func newNames() names {
	return names{
		first: []string{"Ada", "Alan", "Barbara", "Claude", "Donald", "Edsger", "Frances", "Grace", "Hedy", "Ivan",
			"Joan", "Ken", "Leslie", "Margaret", "Niklaus", "Ole", "Peter", "Radia", "Shafi", "Tim", "Wendy"},
		last: []string{"Allen", "Backus", "Church", "Dahl", "Engelbart", "Floyd", "Goldwasser", "Hamilton", "Iverson",
			"Johnson", "Knuth", "Lamport", "Milner", "Naur", "Perlman", "Ritchie", "Shannon", "Thompson", "Wirth"},
		odd: []string{`Robert "Bob" O'Neil`, `Back\slash`, "Line\nBreak", "Zoë Łukasiewicz", "山田 太郎", "محمد علي",
			"<script>alert(1)</script>", "=cmd()", "Comma, Semi; & Co", "🤗"},
		groups: newGroups(),
	}
}

// newGroups returns two dozen groups, of no members yet.
func newGroups() []ResourceGroup {
	names := []string{`Research "Core"`, `ml\ops`, "Line\nBreak", "Équipe Données", "<script>alert(2)</script>", "評価"}
	for _, team := range []string{"Audio", "Vision", "Language", "Robotics", "Safety", "Platform"} {
		for _, kind := range []string{"training", "serving", "data"} {
			names = append(names, team+" "+kind)
		}
	}
	groups := make([]ResourceGroup, len(names))
	for i, name := range names {
		groups[i] = ResourceGroup{ID: objectID("group " + name), Name: name}
	}
	return groups
}
