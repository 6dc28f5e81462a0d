package engine

// place is where an entry belongs: the text's place in the table and the
// entry's among the text's.
type place struct{ ord, entry uint32 }

// header is the entry that holds the text's facts.
const header = 1<<24 - 1

const idSize = 7

// id is the place as a Bleve document's id.
func (p place) id() string {
	return string([]byte{byte(p.ord >> 24), byte(p.ord >> 16), byte(p.ord >> 8), byte(p.ord),
		byte(p.entry >> 16), byte(p.entry >> 8), byte(p.entry)})
}

func parsePlace(id []byte) (place, bool) {
	if len(id) != idSize {
		return place{}, false
	}
	return place{
		ord:   uint32(id[0])<<24 | uint32(id[1])<<16 | uint32(id[2])<<8 | uint32(id[3]),
		entry: uint32(id[4])<<16 | uint32(id[5])<<8 | uint32(id[6]),
	}, true
}
