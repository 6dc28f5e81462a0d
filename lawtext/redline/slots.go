package redline

// slots are the keys of a hash table, a power of two of them; 0 where none is.
type slots []uint64

// at is where a key stands that is looked for from a hash on, or would.
func (s slots) at(key, hash uint64) int {
	mask := len(s) - 1
	k := int(hash) & mask
	for s[k] != 0 && s[k] != key {
		k = (k + 1) & mask
	}
	return k
}
