package huggingface

// Optional is a value that the Hub may leave out: it does so for tokens of users
// who are not admins, and on plans that lack the feature. The zero
// Optional is undisclosed, which is neither false nor empty nor zero.
type Optional[T any] struct {
	value     T
	disclosed bool
}

// Disclosed returns an Optional that holds v.
func Disclosed[T any](v T) Optional[T] {
	return Optional[T]{value: v, disclosed: true}
}

// Get returns the value, and whether the Hub disclosed one.
func (o Optional[T]) Get() (value T, disclosed bool) {
	return o.value, o.disclosed
}
