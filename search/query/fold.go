package query

import (
	"sync"
	"unicode"
)

// Stop stands in folded text for the end of a sentence or clause.
const Stop = '。'

// Fold turns a text into the characters that search compares: letters in lower
// case, full-width forms as half-width ones, traditional characters as
// simplified ones, 〇 to 九 as 0 to 9, white space and punctuation left out, so
// that a phrase is found whatever commas stand in it. Only 。；！？ are kept, as
// one [Stop] each run, and not at either end: a phrase does not run on from one
// sentence into the next unless the next is part of it.
//
// at[i] is the offset of folded[i] in s, in code points.
func Fold(s string) (folded []rune, at []int) {
	folded, at = make([]rune, 0, len(s)/3+1), make([]int, 0, len(s)/3+1)
	fold(s, func(r rune, offset int) {
		folded, at = append(folded, r), append(at, offset)
	})
	return folded, at
}

// FoldString is [Fold] without offsets.
func FoldString(s string) string { return string(AppendFolded(nil, s)) }

// AppendFolded is [Fold] without offsets, onto a buffer.
func AppendFolded(buffer []rune, s string) []rune {
	fold(s, func(r rune, _ int) { buffer = append(buffer, r) })
	return buffer
}

func fold(s string, emit func(r rune, offset int)) {
	table := foldTable()
	offset, stop, begun := 0, -1, false
	for _, r := range s {
		switch f := table.of(r); f {
		case 0:
		case Stop:
			if stop < 0 {
				stop = offset
			}
		default:
			if stop >= 0 && begun {
				emit(Stop, stop)
			}
			stop, begun = -1, true
			emit(f, offset)
		}
		offset++
	}
}

// tableSize is the end of the Basic Multilingual Plane.
const tableSize = 0x10000

// foldTable maps each character of the Basic Multilingual Plane to what it is
// compared as; 0 is nothing.
var foldTable = sync.OnceValue(func() *runeTable {
	var table runeTable
	for r := range rune(tableSize) {
		table[r] = foldRune(r)
	}
	return &table
})

type runeTable [tableSize]rune

func (t *runeTable) of(r rune) rune {
	if r < tableSize {
		return t[r]
	}
	return foldRune(r)
}

// mostWritten is how many ways of writing a character are looked for one by
// one.
const mostWritten = 6

// writtenTable are the ways in which a folded character may be written in the
// Basic Multilingual Plane.
var writtenTable = sync.OnceValue(func() map[rune][][]byte {
	ways := map[rune][][]byte{}
	for r, f := range foldTable() {
		if f != 0 {
			ways[f] = append(ways[f], []byte(string(rune(r))))
		}
	}
	return ways
})

func foldRune(r rune) rune {
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	if ignorable(r) {
		return 0
	}
	if s, ok := simplified()[r]; ok {
		r = s
	}
	switch r {
	case '。', '；', '！', '？', ';', '!', '?', '｡':
		return Stop
	case '○', '◯', '〇', '零':
		return '0'
	case '一', '二', '三', '四', '五', '六', '七', '八', '九':
		return hanDigits[r]
	case '%', '‰', '@', '#', '&', '*', '/', '§':
		return r
	}
	if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || unicode.IsSymbol(r) {
		return unicode.ToLower(r)
	}
	return 0
}

var hanDigits = map[rune]rune{'一': '1', '二': '2', '三': '3', '四': '4', '五': '5', '六': '6', '七': '7', '八': '8', '九': '9'}
