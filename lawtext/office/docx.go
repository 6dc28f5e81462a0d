package office

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"hefa/lawtext"
)

// mediaDOCX is the media type of a Word document; templates and documents
// with macros have their own.
const mediaDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// readDOCX reads a Word document, its tracked changes accepted, or rejected
// for original.
func readDOCX(data []byte, limits Limits, original bool) (*Reading, error) {
	a, err := openArchive(data, limits)
	if err != nil {
		return nil, err
	}
	main, media, err := a.mainPart()
	if err != nil {
		return nil, err
	}
	d := &docx{archive: a, original: original, omitted: map[string]bool{}, comments: map[string]*docComment{}, openComments: map[string]bool{}}
	if err := d.open(main); err != nil {
		return nil, xmlError(main, err)
	}
	src := lawtext.Source{Blocks: d.blocks}
	if strings.TrimSpace(src.Plain()) == "" {
		return nil, refuse(ErrEmpty, "")
	}
	if err := bounded(src, limits.Paragraphs); err != nil {
		return nil, err
	}
	reading := &Reading{
		Format: formatDOCX, MediaType: media, Encoding: "utf-8", Text: lawtext.Parse(src),
		Insertions: d.insertions, Deletions: d.deletions, Formatted: d.formatted,
	}
	reading.Comments = d.placeComments(src, reading.Text)
	for what := range d.omitted {
		reading.Omitted = append(reading.Omitted, what)
	}
	slices.Sort(reading.Omitted)
	return reading, nil
}

// mainPart finds the document part and the media type of the package.
func (a *archive) mainPart() (name, media string, err error) {
	rels, err := a.relations("")
	if err != nil {
		return "", "", err
	}
	name = "word/document.xml"
	if r := rels["officeDocument"]; len(r) > 0 {
		name = r[0]
	}
	if !a.has(name) {
		return "", "", refuse(ErrDamaged, name)
	}
	types, err := a.part("[Content_Types].xml")
	if err != nil {
		return "", "", err
	}
	if err := noEntities(types); err != nil {
		return "", "", err
	}
	media = mediaDOCX
	var list struct {
		Overrides []struct {
			Part string `xml:"PartName,attr"`
			Type string `xml:"ContentType,attr"`
		} `xml:"Override"`
	}
	if types != nil {
		if err := xml.Unmarshal(types, &list); err != nil {
			return "", "", refuse(ErrDamaged, "[Content_Types].xml: "+err.Error())
		}
	}
	for _, o := range list.Overrides {
		if strings.EqualFold(strings.TrimPrefix(o.Part, "/"), name) {
			if !strings.Contains(o.Type, "word") {
				return "", "", refuse(ErrMismatch, o.Type)
			}
			media = strings.TrimSuffix(o.Type, ".main+xml")
		}
	}
	return name, media, nil
}

// docx reads the parts of a Word document into blocks.
type docx struct {
	*archive
	*stream
	styles   *styles
	counter  *counter
	original bool
	blocks   []lawtext.Block

	insertions, deletions int
	formatted             int // paragraphs whose properties changed
	omitted               map[string]bool
	fields                []field
	comments              map[string]*docComment
	order                 []string   // of comments, as they occur
	footnotes             []note     // referred to, in order
	titled                int        // 1 while title paragraphs are read, 2 behind them
	current               *paragraph // the one being read
	held                  *paragraph // one whose mark is deleted
	openComments          map[string]bool
	nested, base          int // inside a table or box: how deep, and the block it becomes
}

// field is an open field: its instruction is not text, its result is.
type field struct{ result bool }

// note refers to a footnote or an endnote.
type note struct {
	part string
	id   string
}

// open reads styles, numbering, the document and what it refers to.
func (d *docx) open(main string) error {
	rels, err := d.relations(main)
	if err != nil {
		return err
	}
	part := func(kind, fallback string) ([]byte, error) {
		name := fallback
		if r := rels[kind]; len(r) > 0 {
			name = r[0]
		}
		return d.part(name)
	}
	b, err := part("styles", "word/styles.xml")
	if err != nil {
		return err
	}
	if d.styles, err = readStyles(b); err != nil {
		return fmt.Errorf("styles: %w", err)
	}
	if b, err = part("numbering", "word/numbering.xml"); err != nil {
		return err
	}
	n, err := readNumbering(b, d.styles)
	if err != nil {
		return fmt.Errorf("numbering: %w", err)
	}
	d.counter = newCounter(n)
	d.listOmitted(rels)
	if b, err = d.part(main); err != nil {
		return err
	}
	if err := d.document(b); err != nil {
		return err
	}
	if err := d.readNotes(part); err != nil {
		return err
	}
	if b, err = part("comments", "word/comments.xml"); err != nil {
		return err
	}
	return d.readComments(b)
}

// listOmitted notes which parts of the package are not read.
func (d *docx) listOmitted(rels map[string][]string) {
	for kind, what := range map[string]string{
		"header": "headers", "footer": "footers", "vbaProject": "macros", "image": "pictures", "oleObject": "embedded objects",
		"package": "embedded objects", "chart": "charts", "aFChunk": "inserted files", "diagramData": "diagrams",
	} {
		if len(rels[kind]) > 0 {
			d.omitted[what] = true
		}
	}
}

// document reads the main part.
func (d *docx) document(part []byte) error {
	s, err := openStream(part)
	if err != nil {
		return err
	}
	d.stream = s
	s.most = d.limits.Paragraphs
	root, err := s.root()
	if err != nil {
		return err
	}
	if local(root.Name) != "document" {
		return refuse(ErrDamaged, "root element "+root.Name.Local)
	}
	err = s.children(func(e xml.StartElement) error {
		if local(e.Name) == "body" {
			return d.body()
		}
		return s.skip()
	}, nil)
	if err != nil {
		return err
	}
	d.flush()
	return nil
}

// body reads the block elements inside the element just opened.
func (d *docx) body() error { return d.stream.children(d.block, nil) }

func (d *docx) block(e xml.StartElement) error {
	switch name := local(e.Name); name {
	case "p":
		return d.paragraph()
	case "tbl":
		return d.table()
	case "sdt", "sdtContent", "customXml", "smartTag":
		return d.body()
	case "ins", "moveTo", "del", "moveFrom":
		if !d.change(name) {
			return d.stream.skip()
		}
		return d.body()
	case "mc:AlternateContent":
		return d.alternate(d.block)
	case "commentRangeStart", "commentRangeEnd":
		d.commentRange(name, attr(e, "id"))
	case "altChunk":
		d.omitted["inserted files"] = true
	}
	return d.stream.skip()
}

// change counts a tracked change and reports whether what it encloses is
// read.
func (d *docx) change(name string) bool {
	inserted := name == "ins" || name == "moveTo"
	if inserted {
		d.insertions++
	} else {
		d.deletions++
	}
	return inserted != d.original
}

// alternate reads the first choice of alternate content that holds anything,
// else its fallback.
func (d *docx) alternate(visit func(e xml.StartElement) error) error {
	done := false
	return d.stream.children(func(e xml.StartElement) error {
		switch local(e.Name) {
		case "mc:Choice", "mc:Fallback":
			if done {
				return d.stream.skip()
			}
			return d.stream.children(func(e xml.StartElement) error {
				done = true
				return visit(e)
			}, nil)
		}
		return d.stream.skip()
	}, nil)
}
