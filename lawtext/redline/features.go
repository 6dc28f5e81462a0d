package redline

import "math/bits"

// features weighs what blocks have in common: the set of their character
// pairs, hashed and numbered, each weighed by how rare it is in both texts. Weights are
// whole numbers so that every machine agrees.
type features struct {
	list  []feature  // by number, from 1
	sets  [][]uint32 // of each block, those that another block has too
	sizes []int      // how many each block has in all
	total []int64    // weight of all that each block has
	marks int32      // stamps given
	rare  int32      // weight from which a feature is no formula
}

// feature is what is known of one hash.
type feature struct {
	weight int32
	stamp  int32 // scratch: that of the block stamped last
}

// rareShare is the share of all blocks, one in so many, that may have a feature
// and it be no formula; in a short text, rareLeast blocks.
const (
	rareShare = 60
	rareLeast = 4
)

// pairsOf appends the hashed character pairs of a folded text, in order of
// appearance and with repeats; of a single character, it alone.
func pairsOf(dst []uint32, text []rune, shift uint) []uint32 {
	if len(text) == 1 {
		return append(dst, uint32(text[0])*0x9E3779B1>>shift)
	}
	for k := 1; k < len(text); k++ {
		dst = append(dst, ((uint32(text[k-1])*0x9E3779B1)^(uint32(text[k])*0x85EBCA77))*0xC2B2AE3D>>shift)
	}
	return dst
}

// weigh makes the features of several blocks' folded texts.
func weigh(texts [][]rune) *features {
	size := 0
	for _, t := range texts {
		size += len(t)
	}
	n := max(10, min(18, bits.Len(uint(size))-2))
	numbers := make([]uint32, 1<<n) // by hash, 0 of one not seen yet
	f := &features{
		list: make([]feature, 1, 1+size/4),
		sets: make([][]uint32, len(texts)), sizes: make([]int, len(texts)), total: make([]int64, len(texts)),
	}
	all := make([]uint32, 0, size+len(texts)+8)
	for i, t := range texts {
		scratch := pairsOf(all[len(all):], t, uint(32-n))
		set := scratch[:0]
		f.marks++
		for _, h := range scratch {
			number := numbers[h]
			if number == 0 {
				number = uint32(len(f.list))
				numbers[h], f.list = number, append(f.list, feature{})
			}
			if x := &f.list[number]; x.stamp != f.marks {
				x.stamp = f.marks
				x.weight++
				set = append(set, number)
			}
		}
		f.sets[i] = set[:len(set):len(set)]
		if cap(all)-len(all) >= len(set) {
			all = all[:len(all)+len(set)]
		}
	}
	f.rate(len(texts))
	return f
}

// rate turns the counts of n blocks' features into weights.
func (f *features) rate(n int) {
	for k := range f.list[1:] {
		x := &f.list[k+1]
		x.weight = rarity(n, int(x.weight))
	}
	f.rare = rarity(n, max(rareLeast, n/rareShare))
	alone := rarity(n, 1)
	for i, set := range f.sets {
		f.sizes[i] = len(set)
		shared := set[:0]
		for _, k := range set {
			w := f.list[k].weight
			f.total[i] += int64(w)
			if w != alone {
				shared = append(shared, k)
			}
		}
		f.sets[i] = shared
	}
}

// rarity is the weight of something that stands in df of n blocks: about
// 4 + 8·log2(n/df), in steps.
func rarity(n, df int) int32 {
	q := uint64(n) << 8 / uint64(df)
	l := bits.Len64(q)             // log2, whole part + 1
	frac := int32(q<<3>>(l-1)) & 7 // three bits of what follows
	return 4 + 8*int32(l-9) + frac
}

// enter stamps a block's features, so that common and the like can be asked.
func (f *features) enter(i int) {
	f.marks++
	for _, k := range f.sets[i] {
		f.list[k].stamp = f.marks
	}
}

// common is the weight of what block j shares with the block entered last, and
// the part of it that few blocks have.
func (f *features) common(j int) (all, rare int64) { return f.commonOf(f.sets[j]) }

// commonOf is common for a part of a block's features.
func (f *features) commonOf(set []uint32) (all, rare int64) {
	for _, k := range set {
		if x := f.list[k]; x.stamp == f.marks {
			all += int64(x.weight)
			if x.weight >= f.rare {
				rare += int64(x.weight)
			}
		}
	}
	return all, rare
}

// dice is twice the common weight over both totals, 0 to full.
func (f *features) dice(common int64, i, j int) int32 {
	sum := f.total[i] + f.total[j]
	if sum == 0 {
		return 0
	}
	return int32(2 * full * common / sum)
}

// held is the common weight over the lesser total, 0 to full.
func (f *features) held(common int64, i, j int) int32 {
	return int32(full * common / max(1, min(f.total[i], f.total[j])))
}
