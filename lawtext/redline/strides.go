package redline

// stride is what the search takes at one step: a token that may stand on the
// other side, too, or a run of tokens that do not, which go or come together.
// The last of a zone is its end.
type stride struct {
	at   int   // first token
	id   int32 // equal for equal tokens of both sides
	size int32 // code points
	cut  int32 // what a border before it costs because of the word it cuts
}

// What stands in place of the id of a run.
const (
	oldOnly int32 = -1 - iota
	newOnly
)

// stridesOf appends the strides of a stretch; seen is what stands on the other
// side.
func (t *tidier) stridesOf(strides []stride, tokens []token, s span, seen *idSet, only int32) []stride {
	for at := s.from; at < s.to; at++ {
		tok := tokens[at]
		id := tok.id
		if !seen.may(id) {
			if n := len(strides); n > 0 && strides[n-1].id == only {
				strides[n-1].size += int32(tok.size)
				continue
			}
			id = only
		}
		strides = append(strides, stride{at, id, int32(tok.size), t.cutAt(tokens, at)})
	}
	return append(strides, stride{at: s.to, cut: t.cutAt(tokens, s.to)})
}

func (t *tidier) cutAt(tokens []token, at int) int32 {
	if t.words.cuts(tokens, at) {
		return cutCost
	}
	return 0
}
