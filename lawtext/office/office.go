// Package office reads the files people make (DOCX, HTML, Markdown, plain
// text) into texts. It is pure: bytes in, values out, bounded on any input.
package office

import (
	"errors"

	"hefa/lawtext"
)

// Version names this reader. Another version may read the same bytes into
// another text, so readings and index folders carry it.
const Version = "3"

// Limits bound what a file may cost to read.
type Limits struct {
	// File is the largest file, in bytes.
	File int64
	// Unpacked is the largest sum of an archive's parts, in bytes.
	Unpacked int64
	// Part is the largest single part of an archive, in bytes.
	Part int64
	// Ratio is how many times its packed size a large part may unpack to.
	Ratio int64
	// Paragraphs are the most paragraphs, table cells included, of a document
	// with markup.
	Paragraphs int
	// Lines are the most lines of a plain text, which cost less to read.
	Lines int
}

// DefaultLimits allows files of 100 MB, and 100,000 paragraphs or lines. The
// longest law has some thousands; a file that packs well can hold millions,
// and costs gigabytes to lay out.
var DefaultLimits = Limits{File: 100 << 20, Unpacked: 500 << 20, Part: 200 << 20, Ratio: 200, Paragraphs: 100_000, Lines: 100_000}

// Reading is what a file says.
type Reading struct {
	// Text is the parsed text, tracked changes accepted.
	Text *lawtext.Text
	// Format is "docx", "html", "markdown" or "text".
	Format string
	// MediaType is the media type found from the content.
	MediaType string
	// Encoding is the character encoding the file was read in.
	Encoding string
	// Insertions and Deletions count the tracked changes that were accepted.
	Insertions, Deletions int
	// Formatted counts the paragraphs whose properties a tracked change
	// changed, such as their automatic number.
	Formatted int
	// Comments are the comments that stand in the file.
	Comments []Comment
	// Omitted lists what was left out of the text, such as headers and macros.
	Omitted []string
}

// Comment is one comment that stands in a Word file.
type Comment struct {
	// Author and Date (RFC 3339, as the file has it) may be "".
	Author, Date string
	// Text is what the comment says.
	Text string
	// Quoted are the words it was made on, or "".
	Quoted string
	// Address is the unit it was made on, or "".
	Address lawtext.Address
}

// The ways a file can be refused; test with errors.Is.
var (
	ErrEmpty       = errors.New("the file is empty")
	ErrMismatch    = errors.New("the content is not what the file name says")
	ErrUnsupported = errors.New("files of this format cannot be read")
	ErrEncrypted   = errors.New("the file is encrypted")
	ErrDamaged     = errors.New("the file is damaged")
	ErrBomb        = errors.New("the file unpacks to too much")
	ErrEntities    = errors.New("the file declares XML entities")
	ErrEncoding    = errors.New("the characters cannot be decoded")
	ErrTooLarge    = errors.New("the file is too large")
)

// Error says why a file was refused.
type Error struct {
	// Code is one of the sentinel errors of this package.
	Code error
	// Detail is a particular: the format found, the part, the limit.
	Detail string
}

// Error describes the error in English.
func (e *Error) Error() string {
	if e.Detail == "" {
		return e.Code.Error()
	}
	return e.Code.Error() + ": " + e.Detail
}

// Unwrap answers the code, so that errors.Is finds it.
func (e *Error) Unwrap() error { return e.Code }
