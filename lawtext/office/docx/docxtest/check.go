// Package docxtest holds Word files to what Word insists on, for tests. It
// knows the part of ECMA-376's transitional schema that hefa writes: the order
// of properties, annotations with an id each, moves whose ends are paired.
package docxtest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// node is one element.
type node struct {
	name     string // without its namespace
	attrs    map[string]string
	children []*node
	text     string
}

// orders are the children of elements in the order of the schema's sequences.
var orders = map[string][]string{
	"pPr":      strings.Fields("pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs snapToGrid spacing ind jc outlineLvl rPr sectPr"),
	"rPr":      strings.Fields("ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps strike dstrike color spacing w kern position sz szCs highlight u shd vertAlign lang"),
	"tblPr":    strings.Fields("tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook"),
	"tcPr":     strings.Fields("tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign"),
	"trPr":     strings.Fields("gridBefore gridAfter cantSplit trHeight tblHeader ins del"),
	"sectPr":   strings.Fields("headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid"),
	"settings": strings.Fields("zoom removePersonalInformation trackRevisions defaultTabStop evenAndOddHeaders characterSpacingControl compat"),
	"style":    strings.Fields("name basedOn next qFormat pPr rPr"),
	"font":     strings.Fields("altName panose1 charset family pitch"),
	"tbl":      strings.Fields("tblPr tblGrid tr"),
	"tr":       strings.Fields("trPr tc"),
	"tc":       strings.Fields("tcPr *"),
	"p":        strings.Fields("pPr *"),
}

// holds are the elements that may stand in an element, in any order.
var holds = map[string]string{
	"body": "p tbl sectPr moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd",
	"tc":   "tcPr p tbl",
	"p":    "pPr r ins del moveFrom moveTo moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd",
	"ins":  "r", "del": "r", "moveFrom": "r", "moveTo": "r",
	"r": "rPr t delText tab br fldChar instrText",
}

// Parts reads the files of a package.
func Parts(data []byte) (map[string]string, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("opening the package: %w", err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("opening %s: %w", f.Name, err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", f.Name, err)
		}
		if _, twice := parts[f.Name]; twice {
			return nil, fmt.Errorf("%s stands twice", f.Name)
		}
		parts[f.Name] = string(content)
	}
	return parts, nil
}

// Check lists what is wrong with a Word file; nothing where all is well.
func Check(data []byte) []string {
	parts, err := Parts(data)
	if err != nil {
		return []string{err.Error()}
	}
	c := checker{}
	for name, content := range parts {
		root, err := parse(content)
		if err != nil {
			c.say("%s: %v", name, err)
			continue
		}
		if strings.HasPrefix(name, "word/") && strings.HasSuffix(name, ".xml") {
			c.order(name, root)
		}
		if name == "word/document.xml" {
			c.document(root)
		}
		if !strings.HasSuffix(name, ".rels") && name != "[Content_Types].xml" && !strings.Contains(parts["[Content_Types].xml"], `"/`+name+`"`) {
			c.say("%s has no content type", name)
		}
	}
	slices.Sort(c.wrong)
	return c.wrong
}

type checker struct{ wrong []string }

func (c *checker) say(format string, args ...any) {
	if len(c.wrong) < 20 {
		c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
	}
}

func parse(content string) (*node, error) {
	d := xml.NewDecoder(strings.NewReader(content))
	root := &node{}
	stack := []*node{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			n := &node{name: t.Name.Local, attrs: map[string]string{}}
			for _, a := range t.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			top.children = append(top.children, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(t)
		}
	}
	if len(root.children) != 1 {
		return nil, fmt.Errorf("%d roots", len(root.children))
	}
	return root.children[0], nil
}

// order holds children to the schema's sequences.
func (c *checker) order(part string, n *node) {
	order, last := orders[n.name], 0
	allowed := strings.Fields(holds[n.name])
	for _, child := range n.children {
		c.order(part, child)
		if len(allowed) > 0 && !slices.Contains(allowed, child.name) {
			c.say("%s: %s inside %s", part, child.name, n.name)
		}
		if order == nil || slices.Contains(order, "*") && child.name != order[0] {
			last = max(last, 1)
			continue
		}
		at := slices.Index(order, child.name)
		if at < 0 {
			c.say("%s: %s inside %s", part, child.name, n.name)
		} else if at < last || at == 0 && last > 0 {
			c.say("%s: %s too late in %s", part, child.name, n.name)
		}
		last = max(last, at)
	}
}
