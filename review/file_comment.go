package review

import (
	"strings"
	"unicode/utf8"

	"hefa/lawtext"
	"hefa/review/procedure"
	"hefa/storage"
)

// FileComment is a comment that stands in an uploaded file, as Word keeps
// them.
type FileComment struct {
	// Author is as the file names them, or "".
	Author string
	// Address is the unit it stands on, or "" for the whole.
	Address lawtext.Address
	// Quoted are the words it was made on, or "".
	Quoted string
	Words  string
}

// bringIn makes comments of those that stand in the file of a draft just
// added, as part of that act: whoever uploads says them, after the name that
// the file gives. They stand on their unit, and on the words where these are
// found in it.
func (r *Review) bringIn(tx *storage.Tx, m Matter, side procedure.Side, draft int, text *lawtext.Text, list []FileComment) error {
	if len(list) == 0 {
		return nil
	}
	units := text.Index()
	t := &turn{tx: tx, m: m, move: procedure.Move{Side: side}}
	for _, f := range list {
		c := Comment{Draft: draft, Words: f.said()}
		if c.Words == "" {
			continue
		}
		if u := units.Resolve(f.Address); u != nil && f.Address != "" {
			c.Address = u.Address
			c.Range, c.Quoted = find(u.Text, f.Quoted)
		}
		if _, err := r.addComment(t, &c); err != nil {
			return err
		}
	}
	return nil
}

// said are the comment's words after the name of whoever said them.
func (f FileComment) said() string {
	words := strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(f.Words, "\x00", ""), ""))
	if words == "" || f.Author == "" {
		return words
	}
	return strings.ToValidUTF8(strings.ReplaceAll(f.Author, "\x00", ""), "") + "：" + words
}

// find is where words stand in a unit's text, in code points; nil where they
// do not, or run beyond it.
func find(text, words string) (*lawtext.Range, string) {
	i := strings.Index(text, words)
	if words == "" || i < 0 {
		return nil, ""
	}
	start := utf8.RuneCountInString(text[:i])
	return &lawtext.Range{Start: start, End: start + utf8.RuneCountInString(words)}, words
}
