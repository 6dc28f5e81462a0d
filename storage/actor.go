package storage

// Actor is who acts: a person acting in one role for one body, or nobody in
// particular (the operator of the socket, the system), when Person is "".
type Actor struct {
	Person ID
	// For is the absent person whose deputy Person is in this act, or "".
	For       ID
	Role      Role
	Body      ID
	RequestID string
	// OnceKey and OnceRoute make the act happen once only: a second request
	// with the same key and route is answered with the first one's answer.
	OnceKey, OnceRoute string
	// OnceContent is a hash of what was sent; "" where that is not known. A
	// second request that sends something else is [ErrKeyReused].
	OnceContent string
	// Position is set by Do to the log position of the actor's newest act.
	Position int64
}
