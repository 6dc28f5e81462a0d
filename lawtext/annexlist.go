package lawtext

import "strings"

// maxAnnexList bounds how far the list of a paper's annexes goes, in lines.
const maxAnnexList = 30

// annexList reports whether line i, which begins with 附件, only announces
// annexes (附件说明): their names follow, one a line, and then the signature or
// the first annex itself. A number alone (附件1) announces nothing.
func annexList(lines []line, i int) bool {
	last, size := annexMark(lines[i].text)
	if last > 0 && size == len(lines[i].text) {
		return false
	}
	end := min(len(lines), i+1+maxAnnexList)
	for i++; i < end; i++ {
		l := &lines[i]
		if signedHere(lines[i:end]) {
			return true
		}
		ord, size := annexMark(l.text)
		switch {
		case l.rows != nil:
			return false
		case size > 0 && (ord <= last || size == len(l.text)):
			return ord <= max(last, 1) // the first annex itself
		case size > 0:
			last = ord
		case l.mark.style == styleArabic && short(strings.TrimRight(l.text, "；;")):
		case !nameGoesOn(lines[:end], i):
			return false
		}
	}
	return false
}

// nameGoesOn reports whether line i can be the rest of an annex's name, or a
// name without a number: what follows goes on with the list or ends it.
func nameGoesOn(lines []line, i int) bool {
	if !lines[i].plain() || !short(lines[i].text) || i+1 == len(lines) {
		return false
	}
	next := &lines[i+1]
	_, size := annexMark(next.text)
	return next.mark.style == styleArabic || size > 0 || signedHere(lines[i+1:])
}

// signedHere reports whether the lines begin with a signature and its day.
func signedHere(lines []line) bool {
	for i := range lines {
		if l := &lines[i]; !l.plain() {
			return false
		}
		if isDay(lines[i].text) {
			return true
		}
		if !officialName(lines[i].text) {
			return false
		}
	}
	return false
}
