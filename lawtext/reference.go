package lawtext

import (
	"strings"
	"unicode/utf8"
)

// refLevel is the level of a unit that a sentence names.
type refLevel int

const (
	refPart refLevel = iota
	refSubpart
	refChapter
	refSection
	refArticle
	refParagraph
	refItem
	refSubitem
	refLevels
	refNone refLevel = -1
)

// refUnits are the words for the levels.
var refUnits = []struct {
	word  string
	level refLevel
}{
	{"条", refArticle}, {"款", refParagraph}, {"项", refItem}, {"目", refSubitem}, {"章", refChapter}, {"节", refSection}, {"分编", refSubpart}, {"编", refPart},
}

// maxRange bounds how many units one citation names; the longest law has some
// 1,300 articles.
const maxRange = 2000

// ordinalOf is one number with its 之M.
type ordinalOf struct{ num, of int }

// path is where the unit stands that a sentence is naming: one number a
// level, num 0 unset.
type path struct {
	at  [refLevels]ordinalOf
	top bool // articles are the top items (一、) of a text without 条
}

// address is the address of a path.
func (p path) address() Address {
	var steps []step
	kinds := [refLevels]stepKind{stepPart, stepSubpart, stepChapter, stepSection, stepArticle, stepParagraph, stepItem, stepSubitem}
	if p.top {
		kinds[refArticle] = stepTop
	}
	for l, o := range p.at {
		if o.num == 0 || refLevel(l) < refArticle && p.at[refArticle].num > 0 {
			continue // an article needs no chapter before it
		}
		steps = append(steps, step{kind: kinds[l], num: o.num, of: o.of})
	}
	return joinSteps(steps)
}

// whole reports whether nothing is missing above the innermost level: a 款
// or a 项 needs its 条, a 目 its 项.
func (p path) whole() bool {
	d := p.depth()
	return d >= 0 && (d < refParagraph || p.at[refArticle].num > 0) && (d < refSubitem || p.at[refItem].num > 0) && p.at[refParagraph].of == 0
}

// with is the path with one level set and those below it cleared.
func (p path) with(level refLevel, o ordinalOf) path {
	p.at[level] = o
	for l := level + 1; l < refLevels; l++ {
		p.at[l] = ordinalOf{}
	}
	return p
}

// depth is the innermost level that is set.
func (p path) depth() refLevel {
	for l := refLevels - 1; l >= 0; l-- {
		if p.at[l].num > 0 {
			return l
		}
	}
	return refNone
}

// references reads the units that s begins with: 第三条、第五条第一款和第七条至第九条.
// base is what they stand in when they name no article of their own. It
// answers their addresses in the order named, and the bytes read.
func references(s string, base path) (addresses []Address, size int) {
	r := refReader{s: s, base: base}
	r.read()
	if len(r.out) == 0 {
		return nil, 0
	}
	return r.out[:min(len(r.out), maxRange)], r.size
}

// refReader reads a run of references.
type refReader struct {
	s       string
	base    path
	pending path // the unit last named, not yet given out
	open    bool
	out     []Address
	size    int
}

func (r *refReader) read() {
	i := 0
	first := true
	for {
		next, joint := i, apart
		if !first {
			if next, joint = r.separator(i); joint == ends {
				break
			}
		}
		level, list, n := refGroup(r.s[next:], first && r.base.depth() >= 0, joint == apart)
		if n == 0 && joint == apart && next == i {
			level, list, n = r.short(r.s[next:])
		}
		if n == 0 || !first && !r.fits(level, joint) {
			break
		}
		if first && !r.base.with(level, list[0]).whole() {
			break
		}
		r.take(level, list, joint)
		i = next + n
		r.size = i
		first = false
		if len(r.out) > maxRange {
			break
		}
	}
	r.give()
}

// give hands the pending unit out.
func (r *refReader) give() {
	if r.open && r.pending.whole() {
		r.out = append(r.out, r.pending.address())
	}
	r.open = false
}

// refJoint is what stands between two references.
type refJoint uint8

const (
	apart  refJoint = iota // nothing, or a blank: 第三条第一款
	joined                 // 、 和 或
	ranged                 // 至
	ends                   // what ends the run
)

// separators join references.
var separators = []string{"、", "以及", "及其", "或者", "和", "及", "与", "或"}

// separator skips what joins two references: nothing, a word or a comma.
func (r *refReader) separator(i int) (next int, joint refJoint) {
	i += blankPrefix(r.s[i:])
	rest := r.s[i:]
	for _, w := range []string{"至", "到", "—", "－", "-", "~", "～"} {
		if strings.HasPrefix(rest, w) {
			i += len(w)
			return i + blankPrefix(r.s[i:]), ranged
		}
	}
	for _, w := range separators {
		if strings.HasPrefix(rest, w) {
			i += len(w)
			return i + blankPrefix(r.s[i:]), joined
		}
	}
	for _, w := range []string{"，", ","} {
		if after, found := strings.CutPrefix(rest, w); found {
			after = after[blankPrefix(after):]
			level, _, n := refGroup(after, false, false)
			if n > 0 && (level == refArticle || level == r.pending.depth()) && !strings.HasPrefix(after[n:], "的") {
				return len(r.s) - len(after), joined
			}
			return i, ends
		}
	}
	if after, found := strings.CutPrefix(rest, "的第"); found && r.pending.depth() == refArticle {
		if level, _, n := refGroup("第"+after, false, true); n > 0 && level > refArticle && level <= refSubitem {
			return i + len("的"), apart
		}
	}
	return i, apart
}

// fits reports whether a unit of a level can follow: without a word between,
// only deeper ones.
func (r *refReader) fits(level refLevel, joint refJoint) bool {
	return joint != apart || level > r.pending.depth()
}

// take adds a group of units of one level.
func (r *refReader) take(level refLevel, list []ordinalOf, joint refJoint) {
	if joint == ranged && r.open && r.pending.depth() == level && len(list) > 0 {
		from := r.pending.at[level]
		r.give()
		for n := from.num + 1; n < list[0].num && n-from.num < maxRange; n++ {
			r.out = append(r.out, r.pending.with(level, ordinalOf{num: n}).address())
		}
		if list[0].num == from.num && list[0].of > from.of {
			for of := from.of + 1; of < list[0].of && of-from.of < maxRange; of++ {
				r.out = append(r.out, r.pending.with(level, ordinalOf{from.num, of}).address())
			}
		}
	} else if joint != apart {
		r.give()
	}
	parent := r.pending
	if !r.started() {
		parent = r.base
	}
	for i, o := range list {
		if i > 0 {
			r.give()
		}
		r.pending = parent.with(level, o)
		r.pending.top = r.base.top
		r.open = true
	}
}

// short reads 一款 and 三项 in 第十条一款三项, and 前三款 in 第十条前三款, which
// are the first three.
func (r *refReader) short(s string) (refLevel, []ordinalOf, int) {
	if rest, ok := strings.CutPrefix(s, "前"); ok {
		n, digits := scanNumber(rest, false)
		level, size := refUnit(rest[digits:])
		if n < 2 || n > 50 || size == 0 || level <= r.pending.depth() || level <= refArticle {
			return refNone, nil, 0
		}
		var list []ordinalOf
		for i := range n {
			list = append(list, ordinalOf{num: i + 1})
		}
		return level, list, len("前") + digits + size
	}
	level, list, n := refGroup(s, false, false)
	if n > 0 && len(list) == 1 && r.started() && (level == refParagraph && r.pending.depth() == refArticle || level == refItem && r.pending.depth() == refParagraph) {
		return level, list, n
	}
	return refNone, nil, 0
}

func (r *refReader) started() bool { return r.size > 0 }

// refGroup reads 第三条, 第二、三、四项, 第（一）至（三）项, or, where bare is set,
// （一）项 without 第. touching says that no word stands before it.
func refGroup(s string, bare, touching bool) (level refLevel, list []ordinalOf, size int) {
	i := 0
	ordinal := strings.HasPrefix(s, "第")
	if ordinal {
		i = len("第")
	}
	bracket := strings.HasPrefix(s[i:], "（") || strings.HasPrefix(s[i:], "(")
	if !ordinal && !bracket && !(!touching && !bare) {
		return refNone, nil, 0
	}
	for {
		n, w := refNumber(s[i:])
		if w == 0 {
			return refNone, nil, 0
		}
		i += w
		list = append(list, n)
		if l, uw := refUnit(s[i:]); uw > 0 {
			i += uw
			if l == refArticle {
				if of, w := scanOf(s[i:]); w > 0 {
					list[len(list)-1].of = of
					i += w
				}
			}
			if !ordinal && l != refItem && l != refParagraph && l != refArticle {
				return refNone, nil, 0
			}
			return l, list, i
		}
		joiner, through := numberJoiner(s[i:])
		if joiner == 0 || len(list) > 50 {
			return refNone, nil, 0
		}
		i += joiner
		if through {
			to, w := refNumber(s[i:])
			if w == 0 {
				return refNone, nil, 0
			}
			for k := n.num + 1; k < to.num && k-n.num < maxRange; k++ {
				list = append(list, ordinalOf{num: k})
			}
		}
	}
}

// refNumber reads a number with or without brackets round it.
func refNumber(s string) (n ordinalOf, size int) {
	i, bracket := blankPrefix(s), false
	for _, open := range []string{"（", "("} {
		if strings.HasPrefix(s[i:], open) {
			i += len(open)
			bracket = true
		}
	}
	v, w := scanNumber(s[i:], false)
	if w == 0 || v == 0 {
		return n, 0
	}
	i += w
	i += blankPrefix(s[i:])
	if bracket {
		r, w := utf8.DecodeRuneInString(s[i:])
		if r != '）' && r != ')' {
			return n, 0
		}
		i += w
	}
	n.num = v
	if of, w := scanOf(s[i:]); w > 0 {
		n.of = of
		i += w
	}
	return n, i
}

// notUnit is what follows the word for a level where it is part of another
// word: 项目, 条件, 款项.
var notUnit = [refLevels][]string{
	refItem:    {"目", "工作", "活动", "任务", "制度", "措施", "改革", "工程", "议程", "议题", "课题", "指标"},
	refArticle: {"例", "件", "款", "线", "渠", "河", "街", "道路", "生产"}, refParagraph: {"项", "式", "产品", "车型", "机型"},
	refSubitem: {"标", "的", "录", "前"}, refSection: {"约", "能", "日", "课", "点"}, refChapter: {"程", "节"}, refPart: {"制"},
}

// refUnit reads 条, 款, 项, 目, 章, 节, 编, but not 项目, 条件, 款项.
func refUnit(s string) (refLevel, int) {
	s0 := blankPrefix(s)
	s = s[s0:]
	for _, u := range refUnits {
		rest, ok := strings.CutPrefix(s, u.word)
		if !ok {
			continue
		}
		for _, no := range notUnit[u.level] {
			if strings.HasPrefix(rest, no) {
				return refNone, 0
			}
		}
		return u.level, s0 + len(u.word)
	}
	return refNone, 0
}

// numberJoiner reads what stands between the numbers of one unit: 、 in
// 第二、三项, 至 in 第（一）至（三）项.
func numberJoiner(s string) (size int, through bool) {
	for _, w := range []string{"、", "以及", "或者", "和", "及", "或"} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return len(w) + len(rest) - len(strings.TrimPrefix(rest, "第")), false
		}
	}
	for _, w := range []string{"至", "到", "－", "-", "—"} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return len(w) + len(rest) - len(strings.TrimPrefix(rest, "第")), true
		}
	}
	return 0, false
}
