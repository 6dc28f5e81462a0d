package redline

// roomSize is how many small things room is made for at a time.
const roomSize = 256

// roomFor cuts an empty slice with room for n off a larger one, which is made anew
// when it is used up: thousands of small slices take as long as their contents.
func roomFor[T any](room *[]T, n int) []T {
	if *room == nil || cap(*room)-len(*room) < n {
		*room = make([]T, 0, max(n, roomSize))
	}
	from := len(*room)
	*room = (*room)[:from+n]
	return (*room)[from : from : from+n]
}
