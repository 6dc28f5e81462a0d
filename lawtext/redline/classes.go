package redline

import (
	"strings"
	"unicode/utf8"
)

// classify says what nature an edit has.
func (w *writer) classify(e edit) Class {
	old, new := w.diff.old[e.old.from:e.old.to], w.diff.new[e.new.from:e.new.to]
	if w.listFollows(e) {
		return ClassReference
	}
	class := ClassSpace
	i, j := 0, 0
	for {
		for i < len(old) && old[i].sort == sortSpace {
			i++
		}
		for j < len(new) && new[j].sort == sortSpace {
			j++
		}
		if i == len(old) && j == len(new) {
			return class
		}
		if i == len(old) || j == len(new) {
			return w.loneMarks(old[i:], new[j:], class)
		}
		x, y := w.oldText[old[i].start:old[i].end()], w.newText[new[j].start:new[j].end()]
		c := tokenClass(x, y)
		if c == ClassText && old[i].sort == sortMark && new[j].sort == sortMark {
			c = ClassNumber
		}
		if c == ClassText && old[i].sort == sortRef && new[j].sort == sortRef &&
			w.follows[reference{x, y}] && !w.outward(e.old.from+i) {
			c = ClassReference
		}
		if c == ClassText && namesAnnex(w.oldText, old[i]) && namesAnnex(w.newText, new[j]) && w.follows[reference{annexWord + x, annexWord + y}] {
			c = ClassReference
		}
		if c == ClassText {
			return ClassText
		}
		if heavier(c, class) {
			class = c
		}
		i, j = i+1, j+1
	}
}

// annexWord stands before the number of an annex.
const annexWord = "附件"

// namesAnnex reports whether a token is the number of an annex that is cited.
func namesAnnex(text string, t token) bool {
	return (t.sort == sortNumber || t.sort == sortChar) && strings.HasSuffix(text[:t.start], annexWord)
}

// loneMarks is the class of an edit whose rest, after what both sides have,
// stands on one side only: numbering marks, or else words.
func (w *writer) loneMarks(old, new []token, class Class) Class {
	for _, side := range [2][]token{old, new} {
		for _, t := range side {
			switch t.sort {
			case sortMark:
				class = ClassNumber
			case sortSpace:
			default:
				return ClassText
			}
		}
	}
	return class
}

// classOrder is how much a reader must care, least first.
var classOrder = map[Class]int{ClassSpace: 1, ClassWidth: 2, ClassGlyph: 3, ClassNumber: 4, ClassReference: 5, ClassText: 6}

func heavier(a, b Class) bool { return classOrder[a] > classOrder[b] }

// tokenClass compares two tokens that are not white space; equal ones are the
// lightest.
func tokenClass(x, y string) Class {
	switch {
	case x == y:
		return ClassSpace
	case unlike(x, y):
		return ClassText
	case fold(x, foldWidth) == fold(y, foldWidth):
		return ClassWidth
	case fold(x, foldVariant) == fold(y, foldVariant):
		return ClassGlyph
	}
	return ClassText
}

// unlike reports at once, of most tokens that are not alike, that they are not:
// by their first characters.
func unlike(x, y string) bool {
	a, _ := utf8.DecodeRuneInString(x)
	b, _ := utf8.DecodeRuneInString(y)
	return !isSpace(a) && !isSpace(b) && foldWidth(a) != foldWidth(b) && foldVariant(a) != foldVariant(b)
}

// foldVariant folds width and glyph.
func foldVariant(r rune) rune { return foldGlyph(foldWidth(foldGlyph(r))) }

// fold maps every character but white space, which is left out.
func fold(s string, by func(rune) rune) string {
	return strings.Map(func(r rune) rune {
		if isSpace(r) {
			return -1
		}
		return by(r)
	}, s)
}
