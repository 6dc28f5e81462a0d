// Package lawtext understands the text of a Chinese normative document: its
// units (编 章 节 条 款 项 目), their numbers and addresses, and what it cites.
//
// It is pure: bytes and texts in, values out; no clock, no files, no globals
// that change. Everything else in hefa points into a text by [Address].
package lawtext

import "strings"

// Text is one normative document as its readers see it: a tree of units in
// reading order.
type Text struct {
	// Title is the instrument's title, without white space around it.
	Title string `json:"title"`
	// Units are the top units in reading order: title, notes, contents,
	// preamble, parts or chapters or articles, annexes, signature.
	Units []*Unit `json:"units"`
	// Problems are the oddities found while reading, in reading order.
	Problems []Problem `json:"problems,omitempty"`
	// Number is the issuing number (发文字号) found in the text, or "".
	Number string `json:"number,omitempty"`
	// Issuer is the body that adopted or issued the text, as its notes or
	// signature name it, or "".
	Issuer string `json:"issuer,omitempty"`
	// Adopted, Published, Effective and ValidUntil are days (YYYY-MM-DD)
	// stated in the text; "" where it states none.
	Adopted    string `json:"adopted,omitempty"`
	Published  string `json:"published,omitempty"`
	Effective  string `json:"effective,omitempty"`
	ValidUntil string `json:"validUntil,omitempty"`
	// Interpreter is the body that the text leaves its interpretation to
	// (本办法由…负责解释), or "".
	Interpreter string `json:"interpreter,omitempty"`
}

// Kind says what a unit is.
type Kind string

// The kinds of unit, from the outside in.
const (
	KindTitle     Kind = "title"     // the title line or lines
	KindNote      Kind = "note"      // adoption and amendment notes (题注)
	KindContents  Kind = "contents"  // a table of contents, set apart
	KindPreamble  Kind = "preamble"  // text before the first article
	KindPart      Kind = "part"      // 编
	KindSubpart   Kind = "subpart"   // 分编
	KindChapter   Kind = "chapter"   // 章
	KindSection   Kind = "section"   // 节
	KindArticle   Kind = "article"   // 条
	KindParagraph Kind = "paragraph" // 款
	KindItem      Kind = "item"      // 项; also 一、 in texts without 条
	KindSubitem   Kind = "subitem"   // 目
	KindTable     Kind = "table"
	KindRow       Kind = "row"
	KindCell      Kind = "cell"
	KindAnnex     Kind = "annex"     // 附件, 附表
	KindSignature Kind = "signature" // 署名 and 成文日期
	KindOther     Kind = "other"     // text that belongs to no unit above
)

// Role is an element of an official paper.
type Role string

// The elements of an official paper that stand outside its articles, after
// GB/T 9704-2012.
const (
	RoleMasthead  Role = "masthead"   // 发文机关标志
	RoleNumber    Role = "number"     // 发文字号, 令号
	RoleClass     Role = "class"      // 份号, 密级, 紧急程度, 签发人
	RoleAddressee Role = "addressee"  // 主送机关
	RoleAnnexList Role = "annex-list" // 附件说明
	RoleSignature Role = "signature"  // 发文机关署名, 成文日期
	RoleRemark    Role = "remark"     // 附注
	RoleImprint   Role = "imprint"    // 版记: 抄送, 印发
)

// Unit is one unit of a text.
type Unit struct {
	Kind Kind `json:"kind"`
	// Number is the numbering mark as written (第十二条之一, （三）, 一、), or "".
	Number string `json:"number,omitempty"`
	// Ordinal is the number's value (12 for 第十二条之一), or the position
	// among its siblings, from 1, where none is written.
	Ordinal int `json:"ordinal,omitempty"`
	// Of is the M of 之M (1 for 第十二条之一), or 0.
	Of int `json:"of,omitempty"`
	// Address says where the unit stands in its text; unique within a text.
	Address Address `json:"address"`
	// Heading is the unit's heading (总则, or the 条标 of an article), or "".
	Heading string `json:"heading,omitempty"`
	// Text is the unit's own characters, without number, heading and
	// children. Offsets into it are counted in code points.
	Text string `json:"text,omitempty"`
	// Role says which element of an official paper (GB/T 9704) the unit is,
	// or "".
	Role Role `json:"role,omitempty"`
	// Source is where the unit stands in what the reader handed over.
	Source Range `json:"source"`
	// Columns and Rows are how many columns and rows a table cell spans; 0
	// means one.
	Columns int `json:"columns,omitempty"`
	Rows    int `json:"rows,omitempty"`
	// Children are the units inside this one, in reading order.
	Children []*Unit `json:"children,omitempty"`
}

// Range is a half-open range of code points.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Problem is an oddity found while reading a text. It is data, not an error:
// a text with problems is still a text.
type Problem struct {
	// Code names the oddity: "gap", "repeat", "order", "empty", "stray-heading", …
	Code string `json:"code"`
	// Address is the unit concerned, or "".
	Address Address `json:"address,omitempty"`
	// Detail is what was found, as written in the text.
	Detail string `json:"detail,omitempty"`
	// Source is where it stands.
	Source Range `json:"source"`
}

// Article is one article as it is listed flat, in reading order: the shape
// that commands, redlines and search share.
type Article struct {
	// Number is as written: 第十二条之一.
	Number  string  `json:"number"`
	Address Address `json:"address"`
	Heading string  `json:"heading,omitempty"`
	// Chapter is the nearest chapter as written (第二章 设置规划), or "".
	Chapter string `json:"chapter,omitempty"`
	// Kind is "item" in a text without 条, whose top numbered units count as
	// articles; otherwise "".
	Kind Kind `json:"kind,omitempty"`
	// Text is heading (if any) and paragraphs joined by \n, item marks
	// included, without the article's own number.
	Text string `json:"text"`
}

// Walk calls visit for each unit in reading order, parents before children.
// When visit answers false the unit's children are passed over.
func (t *Text) Walk(visit func(u *Unit) bool) { walk(t.Units, visit) }

func walk(units []*Unit, visit func(u *Unit) bool) {
	for _, u := range units {
		if visit(u) {
			walk(u.Children, visit)
		}
	}
}

// Find returns the unit at an address, or nil.
func (t *Text) Find(a Address) *Unit {
	var found *Unit
	t.Walk(func(u *Unit) bool {
		if u.Address == a {
			found = u
		}
		return found == nil
	})
	return found
}

// Plain is what a reader sees of a unit, lines joined by \n, the marks of its
// inner units included, its own number left out.
func (u *Unit) Plain() string {
	text, _ := u.PlainTabled()
	return text
}

// PlainTabled is [Unit.Plain], and whether the unit is a table or one stands
// inside it: a table may be there without a word to tell of it.
func (u *Unit) PlainTabled() (text string, tabled bool) {
	if len(u.Children) == 0 && (u.Heading == "" || u.Text == "") {
		return u.Heading + u.Text, u.Kind == KindTable
	}
	size, tabled := u.plainSize()
	var b strings.Builder
	b.Grow(size)
	u.plain(&b)
	return b.String(), tabled
}

// plainSize is how many bytes plain writes, at most, and whether a table is
// among what it writes.
func (u *Unit) plainSize() (size int, tabled bool) {
	size, tabled = len(u.Heading)+len(u.Text)+1, u.Kind == KindTable
	for _, c := range u.Children {
		n, t := c.plainSize()
		size, tabled = size+len(c.Number)+n+1, tabled || t
	}
	return size, tabled
}

func (u *Unit) plain(b *strings.Builder) {
	start := b.Len()
	b.WriteString(u.Heading)
	if u.Heading != "" && u.Text != "" {
		b.WriteByte('\n')
	}
	b.WriteString(u.Text)
	for _, c := range u.Children {
		if b.Len() > start {
			b.WriteByte('\n')
		}
		start = b.Len()
		b.WriteString(c.Number)
		c.plain(b)
	}
}

// Articles lists the instrument's own articles, flat and in reading order; in
// a text without 条, its top numbered units.
func (t *Text) Articles() []Article {
	list := []Article{}
	t.eachArticle(func(a Article) { list = append(list, a) })
	return list
}
