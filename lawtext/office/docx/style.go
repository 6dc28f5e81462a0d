package docx

import (
	"bytes"
	"fmt"
)

// Align is where the lines of a paragraph stand.
type Align string

// The alignments.
const (
	Left   Align = "left"
	Center Align = "center"
	Right  Align = "right"
	Both   Align = "both"
)

// Font is a Chinese font by name.
type Font string

// The fonts of official papers (GB/T 9704-2012 and the practice around it).
const (
	FangSong Font = "仿宋_GB2312"
	Hei      Font = "黑体"
	Kai      Font = "楷体_GB2312"
	Song     Font = "宋体"
	XiaoBiao Font = "方正小标宋简体"
)

// substitutes are the names to look for where a font is not installed.
var substitutes = []struct {
	font   Font
	names  string
	family string
	panose string
}{
	{FangSong, "仿宋,FangSong,STFangsong,Noto Serif CJK SC", "roman", "02010609030101010101"},
	{Hei, "SimHei,STHeiti,Noto Sans CJK SC", "swiss", "02010609060101010101"},
	{Kai, "楷体,KaiTi,STKaiti,Noto Serif CJK SC", "roman", "02010609030101010101"},
	{Song, "SimSun,STSong,Noto Serif CJK SC", "roman", "02010600030101010101"},
	{XiaoBiao, "小标宋体,FZXiaoBiaoSong-B05S,宋体,SimSun,Noto Serif CJK SC", "roman", "02010601030101010101"},
}

// latin is the font of digits and letters.
const latin = "Times New Roman"

func (f Font) write(b *bytes.Buffer) {
	fmt.Fprintf(b, `<w:rFonts w:ascii="%s" w:hAnsi="%s" w:eastAsia="%s" w:cs="%s"/>`, latin, latin, escaped(string(f)), latin)
}

// Style is what a paragraph is.
type Style uint8

// The styles.
const (
	Body      Style = iota // 正文: 仿宋 三号, two characters in
	Title                  // 标题: 小标宋 二号, in the middle
	Note                   // 题注: 楷体, in the middle
	Heading1               // 编, 章; 黑体, in the middle
	Heading2               // 节; 楷体, in the middle
	Flush                  // 附件 and the like: 黑体, from the margin
	Signature              // 署名: four characters from the right
	CellText               // in a table
	CellHead               // in the head of a table
	Small                  // explanations, 小四
	Tiny                   // takes no room
	Footer
	Letterhead // 发文机关标志: the issuing body, red 小标宋, in the middle
	Reference  // 发文字号: in the middle, over the red line
	Section1   // 一、: 黑体, two characters in
	Section2   // （一）: 楷体, two characters in
	CellSmall  // in a table of many columns, 小五
)

// red is the colour of the head of an official paper (GB/T 9704-2012, 7.2.4).
const red = "FF0000"

// styles are the looks, in the order above. Sizes are half points, spacings
// and indents twips.
var styles = [...]struct {
	id, name string
	font     Font
	size     int
	bold     bool
	align    Align
	chars    int // first-line indent in 1/100 characters
	right    int // right indent in 1/100 characters
	line     int // exact distance of lines
	before   int
	after    int
	level    int // outline level from 1
	color    string
	ruled    bool // over a line of its colour that is as wide as the text
}{
	{id: "Body", name: "Body Text", font: FangSong, size: 32, align: Both, chars: 200, line: lineGrid},
	{id: "Title", name: "Title", font: XiaoBiao, size: 44, align: Center, line: 640, after: 289},
	{id: "Note", name: "Subtitle", font: Kai, size: 32, align: Center, line: lineGrid},
	{id: "Heading1", name: "heading 1", font: Hei, size: 32, align: Center, line: lineGrid, before: 145, after: 145, level: 1},
	{id: "Heading2", name: "heading 2", font: Kai, size: 32, align: Center, line: lineGrid, level: 2},
	{id: "Flush", name: "Annex", font: Hei, size: 32, align: Left, line: lineGrid},
	{id: "Signature", name: "Signature", font: FangSong, size: 32, align: Right, right: 400, line: lineGrid},
	{id: "CellText", name: "Table Text", font: FangSong, size: 24, align: Both, line: 400},
	{id: "CellHead", name: "Table Head", font: Hei, size: 24, align: Center, line: 440},
	{id: "Small", name: "Explanation", font: FangSong, size: 24, align: Both, line: 400},
	{id: "Tiny", name: "Spacer", font: FangSong, size: 2, align: Left, line: 20},
	{id: "Footer", name: "footer", font: Song, size: 28, align: Left, line: 400},
	{id: "Letterhead", name: "Letterhead", font: XiaoBiao, size: 100, align: Center, line: 1200, before: 1157, after: lineGrid, color: red},
	{id: "Reference", name: "Reference", font: FangSong, size: 32, align: Center, line: lineGrid, after: 2 * lineGrid, color: red, ruled: true},
	{id: "Section1", name: "heading 3", font: Hei, size: 32, align: Left, chars: 200, line: lineGrid, level: 3},
	{id: "Section2", name: "heading 4", font: Kai, size: 32, align: Left, chars: 200, line: lineGrid, level: 4},
	{id: "CellSmall", name: "Small Table Text", font: FangSong, size: 18, align: Left, line: 280},
}

func (s Style) id() string { return styles[s].id }

// stylesPart is word/styles.xml.
func stylesPart() string {
	var b bytes.Buffer
	b.WriteString(xmlHead + `<w:styles` + namespaces + `><w:docDefaults><w:rPrDefault><w:rPr>`)
	FangSong.write(&b)
	b.WriteString(`<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`)
	b.WriteString(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/></w:pPr><w:rPr><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>`) // the grid counts from this size
	for _, s := range styles {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>`, s.id, s.name)
		if s.level > 0 {
			b.WriteString("<w:keepNext/>")
		}
		if s.ruled {
			b.WriteString(`<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="` + s.color + `"/></w:pBdr>`)
		}
		if s.size != 32 {
			b.WriteString(`<w:snapToGrid w:val="0"/>`)
		}
		fmt.Fprintf(&b, `<w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="exact"/>`, s.before, s.after, s.line)
		switch {
		case s.chars > 0:
			fmt.Fprintf(&b, `<w:ind w:firstLineChars="%d" w:firstLine="%d"/>`, s.chars, s.chars*s.size/10)
		case s.right > 0:
			fmt.Fprintf(&b, `<w:ind w:rightChars="%d" w:right="%d"/>`, s.right, s.right*s.size/10)
		}
		fmt.Fprintf(&b, `<w:jc w:val="%s"/>`, s.align)
		if s.level > 0 {
			fmt.Fprintf(&b, `<w:outlineLvl w:val="%d"/>`, s.level-1)
		}
		b.WriteString("</w:pPr><w:rPr>")
		s.font.write(&b)
		if s.color != "" && !s.ruled {
			b.WriteString(`<w:color w:val="` + s.color + `"/>`)
		}
		if s.size == 32 {
			fmt.Fprintf(&b, `<w:spacing w:val="%d"/>`, closer)
		}
		fmt.Fprintf(&b, `<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`, s.size, s.size)
	}
	b.WriteString("</w:styles>")
	return b.String()
}

// fontsPart is word/fontTable.xml: the substitutes by name and by likeness.
func fontsPart() string {
	var b bytes.Buffer
	b.WriteString(xmlHead + `<w:fonts` + namespaces + `>`)
	for _, f := range substitutes {
		fmt.Fprintf(&b, `<w:font w:name="%s"><w:altName w:val="%s"/><w:panose1 w:val="%s"/><w:charset w:val="86"/><w:family w:val="%s"/><w:pitch w:val="default"/></w:font>`,
			f.font, f.names, f.panose, f.family)
	}
	fmt.Fprintf(&b, `<w:font w:name="%s"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>`, latin)
	return b.String()
}
