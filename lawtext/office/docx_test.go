package office

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// style is a paragraph style.
func paragraphStyle(id, name, based, properties string) string {
	if based != "" {
		based = `<w:basedOn w:val="` + based + `"/>`
	}
	return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/>` + based + `<w:pPr>` + properties + `</w:pPr></w:style>`
}

var (
	articles  = listOf(1, lvl(0, "chineseCountingThousand", "第%1章", ""), lvl(1, "chineseCountingThousand", "第%2条", `<w:lvlRestart w:val="0"/>`), lvl(2, "chineseCountingThousand", "（%3）", ""), lvl(3, "decimal", "%4.", "")) + use(1, 1, "")
	numbered  = func(level int, text string) string { return p(num(1, level), text) }
	wordCases = []struct {
		name string
		file file
		want string
	}{
		{"plain", file{body: p("", "示例市办法") + p("", "第一条　甲。") + p("", "（一）乙。")},
			"title 示例市办法\n1 第一条\n1.1 甲。\n1.1(1) （一） 乙。"},
		{"automatic numbers through chapters", file{numbering: articles, body: p("", "示例市办法") +
			numbered(0, "总则") + numbered(1, "甲。") + numbered(1, "乙：") + numbered(2, "丙；") + numbered(2, "丁：") + numbered(3, "戊。") +
			numbered(0, "附则") + numbered(1, "己：") + numbered(2, "庚。")},
			"title 示例市办法\nc1 第一章 总则\n1 第一条\n1.1 甲。\n2 第二条\n2.1 乙：\n2.1(1) （一） 丙；\n2.1(2) （二） 丁：\n2.1(2)1 1. 戊。\nc2 第二章 附则\n3 第三条\n3.1 己：\n3.1(1) （一） 庚。"},
		{"articles restart in each chapter", file{numbering: listOf(1, lvl(0, "chineseCounting", "第%1章", ""), lvl(1, "chineseCounting", "第%2条", "")) + use(1, 1, ""),
			body: p("", "示例市办法") + numbered(0, "总则") + numbered(1, "甲。") + numbered(0, "附则") + numbered(1, "乙。")},
			"title 示例市办法\nc1 第一章 总则\nc1/1 第一条\nc1/1.1 甲。\nc2 第二章 附则\nc2/1 第一条\nc2/1.1 乙。"},
		{"numbers from styles", file{
			numbering: listOf(1, lvl(0, "chineseCounting", "第%1章", `<w:pStyle w:val="Zhang"/>`), lvl(1, "chineseCounting", "第%2条", `<w:pStyle w:val="Tiao"/><w:lvlRestart w:val="0"/>`)) + use(7, 1, ""),
			styles:    paragraphStyle("Zhang", "章", "", `<w:numPr><w:numId w:val="7"/></w:numPr>`) + paragraphStyle("Tiao", "条", "", `<w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr>`) + paragraphStyle("Tiao2", "条二", "Tiao", ""),
			body: p("", "示例市办法") + p(`<w:pStyle w:val="Zhang"/>`, "总则") + p(`<w:pStyle w:val="Tiao"/>`, "甲。") + p(`<w:pStyle w:val="Tiao2"/>`, "乙。") +
				p(`<w:pStyle w:val="Tiao"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>`, "丙。")},
			"title 示例市办法\nc1 第一章 总则\n1 第一条\n1.1 甲。\n2 第二条\n2.1 乙。\n2.2 丙。"},
		{"a second list restarts by an override", file{numbering: listOf(1, lvl(0, "chineseCounting", "第%1条", "")) + listOf(2, lvl(0, "chineseCounting", "（%1）", "")) +
			use(1, 1, "") + use(2, 2, "") + use(3, 2, `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>`) + use(4, 2, ""),
			body: p("", "示例市办法") + p(num(1, 0), "甲：") + p(num(2, 0), "乙；") + p(num(2, 0), "丙。") + p(num(1, 0), "丁：") + p(num(3, 0), "戊；") + p(num(3, 0), "己。") + p(num(1, 0), "庚：") + p(num(4, 0), "辛。")},
			"title 示例市办法\n1 第一条\n1.1 甲：\n1.1(1) （一） 乙；\n1.1(2) （二） 丙。\n2 第二条\n2.1 丁：\n2.1(1) （一） 戊；\n2.1(2) （二） 己。\n3 第三条\n3.1 庚：\n3.1(3) （三） 辛。"},
		{"a level overridden", file{numbering: listOf(1, lvl(0, "decimal", "%1.", "")) + use(1, 1, `<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl></w:lvlOverride>`),
			body: p("", "示例市办法") + p(num(1, 0), "甲。") + p(num(1, 0), "乙。")},
			"title 示例市办法\n3 第三条\n3.1 甲。\n4 第四条\n4.1 乙。"},
		{"a list linked through a style", file{
			numbering: `<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="Tiaokuan"/></w:abstractNum>` + listOf(6, `<w:styleLink w:val="Tiaokuan"/>`, lvl(0, "chineseCounting", "第%1条", "")) + use(5, 5, "") + use(6, 6, ""),
			styles:    `<w:style w:type="numbering" w:styleId="Tiaokuan"><w:name w:val="条款"/><w:pPr><w:numPr><w:numId w:val="6"/></w:numPr></w:pPr></w:style>`,
			body:      p("", "示例市办法") + p(num(5, 0), "甲。") + p(num(5, 0), "乙。")},
			"title 示例市办法\n1 第一条\n1.1 甲。\n2 第二条\n2.1 乙。"},
		{"ideographDigital", file{numbering: listOf(1, `<w:lvl w:ilvl="0"><w:start w:val="10"/><w:numFmt w:val="ideographDigital"/><w:lvlText w:val="第%1条"/></w:lvl>`) + use(1, 1, ""),
			body: p("", "示例市办法") + numbered(0, "甲。") + numbered(0, "乙。")},
			"title 示例市办法\n10 第一〇条\n10.1 甲。\n11 第一一条\n11.1 乙。"},
		{"chineseCounting from 100 on", file{numbering: listOf(1, `<w:lvl w:ilvl="0"><w:start w:val="99"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>`) + use(1, 1, ""),
			body: p("", "示例市办法") + numbered(0, "甲。") + numbered(0, "乙。") + numbered(0, "丙。")},
			"title 示例市办法\n99 第九十九条\n99.1 甲。\n100 第一○○条\n100.1 乙。\n101 第一○一条\n101.1 丙。"},
		{"isLgl", file{numbering: listOf(1, lvl(0, "chineseCounting", "第%1章", ""), lvl(1, "chineseCounting", "%1.%2", `<w:isLgl/>`)) + use(1, 1, ""),
			body: p("", "示例市方案") + numbered(0, "总则") + numbered(1, "甲。") + numbered(1, "乙。")},
			"title 示例市方案\nc1 第一章 总则\nc1.1 1.1 甲。\nc1.2 1.2 乙。"},
		{"a bullet is no number", file{numbering: listOf(1, lvl(0, "bullet", "●", "")) + use(1, 1, ""), body: p("", "示例市办法") + p("", "第一条　甲：") + numbered(0, "乙。")},
			"title 示例市办法\n1 第一条\n1.1 甲：\n1.2 乙。"},
		{"insertions and deletions", file{numbering: articles, body: p("", "示例市办法") +
			`<w:p><w:pPr>` + num(1, 1) + `</w:pPr>` + r("甲") + `<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins w:id="2">` + r("新") + `</w:ins>` + r("。") + `</w:p>` +
			`<w:p><w:pPr>` + num(1, 1) + `<w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:del w:id="4"><w:r><w:delText>整条删除。</w:delText></w:r></w:del></w:p>` +
			numbered(1, "乙。")},
			"title 示例市办法\n1 第一条\n1.1 甲新。\n2 第二条\n2.1 乙。"},
		{"moves", file{body: p("", "示例市办法") + `<w:p><w:moveFrom w:id="1">` + r("第一条　旧处。") + `</w:moveFrom></w:p>` + p("", "第二条　甲。") + `<w:p><w:moveTo w:id="2">` + r("第三条　新处。") + `</w:moveTo></w:p>`},
			"title 示例市办法\n2 第二条\n2.1 甲。\n3 第三条\n3.1 新处。"},
		{"a deleted paragraph mark joins", file{body: p("", "示例市办法") + `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>` + r("第一条　甲，") + `</w:p>` + p("", "乙。") + p("", "第二条　丙。")},
			"title 示例市办法\n1 第一条\n1.1 甲，乙。\n2 第二条\n2.1 丙。"},
		{"fields", file{body: p("", "示例市办法") + `<w:p>` + r("第一条　依照") + `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r><w:r><w:t>不是文字</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + r("第二条") + `<w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="PAGE">` + r("执行") + `</w:fldSimple>` + r("。") + `</w:p>`},
			"title 示例市办法\n1 第一条\n1.1 依照第二条执行。"},
		{"an automatic table of contents", file{styles: paragraphStyle("TOC1", "toc 1", "", ""), body: p("", "示例市办法") + `<w:sdt><w:sdtContent>` + p("", "目录") + p(`<w:pStyle w:val="TOC1"/>`, "第一章 总则1") + p(`<w:pStyle w:val="TOC1"/>`, "第二章 附则2") + `</w:sdtContent></w:sdt>` + p("", "第一章　总则") + p("", "第一条　甲。") + p("", "第二章　附则") + p("", "第二条　乙。")},
			"title 示例市办法\ntoc 目录 第一章 总则1 / 第二章 附则2\nc1 第一章 总则\n1 第一条\n1.1 甲。\nc2 第二章 附则\n2 第二条\n2.1 乙。"},
		{"content controls, links and smart tags", file{body: p("", "示例市办法") + `<w:sdt><w:sdtContent><w:p>` + r("第一条　") + `<w:sdt><w:sdtContent>` + r("甲") + `</w:sdtContent></w:sdt><w:hyperlink>` + r("乙") + `</w:hyperlink><w:smartTag>` + r("丙") + `</w:smartTag>` + r("。") + `</w:p></w:sdtContent></w:sdt>`},
			"title 示例市办法\n1 第一条\n1.1 甲乙丙。"},
		{"alternate content and text boxes", file{body: p("", "示例市办法") + `<w:p>` + r("第一条　甲。") + `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>` + p("", "框中文字。") + `</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + p("", "框中文字。") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>` + p("", "第二条　乙。")},
			"title 示例市办法\n1 第一条\n1.1 甲。\n1.2 框中文字。\n2 第二条\n2.1 乙。"},
		{"footnotes stand last", file{body: p("", "示例市办法") + `<w:p>` + r("第一条　甲") + `<w:r><w:footnoteReference w:id="2"/></w:r>` + r("。") + `</w:p>` + p("", "第二条　乙。"),
			footnotes: `<w:footnote w:type="separator" w:id="0">` + p("", "————") + `</w:footnote><w:footnote w:id="2">` + p("", "第九条不是条文。") + `</w:footnote>`},
			"title 示例市办法\n1 第一条\n1.1 甲。\n2 第二条\n2.1 乙。\nx1 第九条不是条文。"},
		{"hard line breaks and tabs", file{body: p("", "示例市办法") + `<w:p><w:r><w:t>第一条</w:t><w:tab/><w:t>甲。</w:t><w:br/><w:t>第二条　乙。</w:t><w:br w:type="page"/></w:r></w:p>`},
			"title 示例市办法\n1 第一条\n1.1 甲。\n2 第二条\n2.1 乙。"},
		{"tables, merged and nested", file{numbering: articles, body: p("", "示例市办法") + numbered(1, "见表：") + `<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + p("", "甲") + `</w:tc><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + p("", "乙") + `</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>` + p("", "") + `</w:tc><w:tc>` + p("", "丙") + `<w:tbl><w:tr><w:tc>` + p("", "丁") + `</w:tc><w:tc>` + p("", "戊") + `</w:tc></w:tr></w:tbl>` + p("", "") + `</w:tc><w:tc>` + p("", "己") + `</w:tc></w:tr></w:tbl>` + numbered(1, "乙。")},
			"title 示例市办法\n1 第一条\n1.1 见表：\nt1r1k1 甲\nt1r1k2 乙\nt1r2k1 丙 / 丁 / 戊\nt1r2k2 己\n2 第二条\n2.1 乙。"},
		{"strict namespace", file{namespace: nsStrict, numbering: articles, body: p("", "示例市办法") + numbered(1, "甲。")},
			"title 示例市办法\n1 第一条\n1.1 甲。"},
		{"hidden text is left out", file{body: p("", "示例市办法") + `<w:p>` + r("第一条　甲") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>` + r("。") + `</w:p>`},
			"title 示例市办法\n1 第一条\n1.1 甲。"},
		{"ruby and formulas", file{body: p("", "示例市办法") + `<w:p>` + r("第一条　") + `<w:r><w:ruby><w:rt>` + r("pin") + `</w:rt><w:rubyBase>` + r("拼") + `</w:rubyBase></w:ruby></w:r><m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>` + r("。") + `</w:p>`},
			"title 示例市办法\n1 第一条\n1.1 拼x+1。"},
		{"title style over two lines", file{styles: paragraphStyle("T", "Title", "", ""), body: p("", "示例市人民政府文件") + p(`<w:pStyle w:val="T"/>`, "示例市人民政府") + p(`<w:pStyle w:val="T"/>`, "关于停车的通知") + p("", "一、甲。")},
			"note1 示例市人民政府文件\ntitle 示例市人民政府关于停车的通知\nn1 一、 甲。"},
		{"a title in a heading style", file{styles: paragraphStyle("H1", "heading 1", "", "") + paragraphStyle("H2", "heading 2", "", ""), body: p("", "示例市人民政府文件") + p("", "示政发〔2024〕9号") + p(`<w:pStyle w:val="H1"/>`, "示例市停车办法") +
			p(`<w:pStyle w:val="H2"/>`, "第一章　总则") + p("", "第一条　甲。") + p(`<w:pStyle w:val="H2"/>`, "附则") + p("", "第二条　乙。")},
			"note1 示例市人民政府文件\nnote2 示政发〔2024〕9号\ntitle 示例市停车办法\nc1 第一章 总则\n1 第一条\n1.1 甲。\nc2 附则\n2 第二条\n2.1 乙。"},
		{"headings over numbered items", file{styles: paragraphStyle("H1", "heading 1", "", ""), body: p(`<w:pStyle w:val="H1"/>`, "示例市方案") + p(`<w:pStyle w:val="H1"/>`, "一、总体要求") + p("", "甲。") + p(`<w:pStyle w:val="H1"/>`, "二、任务") + p("", "（一）乙。")},
			"title 示例市方案\nn1 一、 总体要求\nn1.1 甲。\nn2 二、 任务\nn2(1) （一） 乙。"},
		{"a deleted and an inserted row", file{body: p("", "第一条　见表：") + `<w:tbl><w:tr><w:tc>` + p("", "甲") + `</w:tc><w:tc>` + p("", "乙") + `</w:tc></w:tr><w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>` + p("", "旧") + `</w:tc><w:tc>` + p("", "旧") + `</w:tc></w:tr><w:tr><w:trPr><w:ins w:id="2"/></w:trPr><w:tc>` + p("", "丙") + `</w:tc><w:tc>` + p("", "丁") + `</w:tc></w:tr></w:tbl>`},
			"1 第一条\n1.1 见表：\nt1r1k1 甲\nt1r1k2 乙\nt1r2k1 丙\nt1r2k2 丁"},
		{"a cross-reference inside a nested field", file{body: p("", "示例市办法") + `<w:p>` + r("第一条　见") + `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + r("3") + `<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + r("第九条") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>` + r("。") + `</w:p>`},
			"title 示例市办法\n1 第一条\n1.1 见第九条。"},
		{"numbers typed and automatic side by side", file{numbering: articles, body: p("", "示例市办法") + numbered(1, "甲。") + p("", "第二条　乙。") + numbered(1, "丙。")},
			"title 示例市办法\n1 第一条\n1.1 甲。\n2 第二条\n2.1 乙。\n2~2 第二条\n2~2.1 丙。"},
		{"a frame of one cell", file{body: `<w:tbl><w:tr><w:tc>` + p("", "示例市办法") + p("", "第一条　甲。") + `</w:tc></w:tr></w:tbl>`},
			"title 示例市办法\n1 第一条\n1.1 甲。"},
	}
)

func TestWord(t *testing.T) {
	for _, c := range wordCases {
		t.Run(c.name, func(t *testing.T) {
			reading, err := Read("a.docx", c.file.zip(t), DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, outline(reading.Text)); d != "" {
				t.Error(d)
			}
		})
	}
}

// changeCases are tracked changes: the text with all of them accepted, and
// before them.
var changeCases = []struct {
	name          string
	file          file
	after, before string
}{
	{"a paragraph that became an article", file{numbering: articles, body: numbered(1, "甲。") + p(num(1, 1)+`<w:pPrChange w:id="1"><w:pPr/></w:pPrChange>`, "乙。")},
		"1 第一条\n1.1 甲。\n2 第二条\n2.1 乙。", "1 第一条\n1.1 甲。\n1.2 乙。"},
	{"an article that became a paragraph", file{numbering: articles, body: numbered(1, "甲。") + p(`<w:pPrChange w:id="1"><w:pPr>`+num(1, 1)+`</w:pPr></w:pPrChange>`, "乙。")},
		"1 第一条\n1.1 甲。\n1.2 乙。", "1 第一条\n1.1 甲。\n2 第二条\n2.1 乙。"},
	{"an inserted number", file{numbering: articles, body: numbered(1, "甲。") + p(`<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/><w:ins w:id="1"/></w:numPr>`, "乙。")},
		"1 第一条\n1.1 甲。\n2 第二条\n2.1 乙。", "1 第一条\n1.1 甲。\n1.2 乙。"},
	{"formatting that is no change of text", file{body: p("", "第一条　甲。") + `<w:p><w:r><w:rPr><w:b/><w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>第二条　乙。</w:t></w:r></w:p>` + `<w:p><w:pPr><w:sectPr><w:sectPrChange w:id="2"><w:sectPr/></w:sectPrChange></w:sectPr></w:pPr>` + r("第三条　丙。") + `</w:p>`},
		"1 第一条\n1.1 甲。\n2 第二条\n2.1 乙。\n3 第三条\n3.1 丙。", "1 第一条\n1.1 甲。\n2 第二条\n2.1 乙。\n3 第三条\n3.1 丙。"},
	{"a paragraph split", file{body: `<w:p><w:pPr><w:rPr><w:ins w:id="1"/></w:rPr></w:pPr>` + r("第一条　甲，") + `</w:p>` + p("", "乙。")},
		"1 第一条\n1.1 甲，\n1.2 乙。", "1 第一条\n1.1 甲，乙。"},
	{"paragraphs joined", file{body: `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>` + r("第一条　甲，") + `</w:p>` + p("", "乙。")},
		"1 第一条\n1.1 甲，乙。", "1 第一条\n1.1 甲，\n1.2 乙。"},
	{"a paragraph moved", file{body: p("", "第一条　甲。") + `<w:p><w:pPr><w:rPr><w:moveFrom w:id="1"/></w:rPr></w:pPr><w:moveFromRangeStart w:id="2" w:name="m"/><w:moveFrom w:id="3">` + r("乙。") + `</w:moveFrom><w:moveFromRangeEnd w:id="2"/></w:p>` + p("", "第二条　丙。") +
		`<w:p><w:pPr><w:rPr><w:moveTo w:id="4"/></w:rPr></w:pPr><w:moveToRangeStart w:id="5" w:name="m"/><w:moveTo w:id="6">` + r("乙。") + `</w:moveTo><w:moveToRangeEnd w:id="5"/></w:p>`},
		"1 第一条\n1.1 甲。\n2 第二条\n2.1 丙。\n2.2 乙。", "1 第一条\n1.1 甲。\n1.2 乙。\n2 第二条\n2.1 丙。"},
	{"cells inserted and deleted", file{body: p("", "第一条　见表：") + `<w:tbl><w:tr><w:tc>` + p("", "甲") + `</w:tc><w:tc><w:tcPr><w:cellIns w:id="1"/></w:tcPr>` + p("", "乙") + `</w:tc><w:tc><w:tcPr><w:cellDel w:id="2"/></w:tcPr>` + p("", "丙") + `</w:tc></w:tr></w:tbl>`},
		"1 第一条\n1.1 见表：\nt1r1k1 甲\nt1r1k2 乙", "1 第一条\n1.1 见表：\nt1r1k1 甲\nt1r1k2 丙"},
	{"rows inserted and deleted", file{body: p("", "第一条　见表：") + `<w:tbl><w:tr><w:tc>` + p("", "甲") + `</w:tc><w:tc>` + p("", "乙") + `</w:tc></w:tr><w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>` + p("", "丙") + `</w:tc></w:tr><w:tr><w:trPr><w:ins w:id="2"/></w:trPr><w:tc>` + p("", "丁") + `</w:tc></w:tr></w:tbl>`},
		"1 第一条\n1.1 见表：\nt1r1k1 甲\nt1r1k2 乙\nt1r2k1 丁", "1 第一条\n1.1 见表：\nt1r1k1 甲\nt1r1k2 乙\nt1r2k1 丙"},
	{"a change inside a change", file{body: p("", "第一条　甲。") + `<w:p>` + r("第二条　") + `<w:ins w:id="1">` + r("乙") + `<w:del w:id="2"><w:r><w:delText>丙</w:delText></w:r></w:del></w:ins>` + r("丁。") + `</w:p>`},
		"1 第一条\n1.1 甲。\n2 第二条\n2.1 乙丁。", "1 第一条\n1.1 甲。\n2 第二条\n2.1 丁。"},
}

func TestBothViews(t *testing.T) {
	for _, c := range changeCases {
		t.Run(c.name, func(t *testing.T) {
			data := c.file.zip(t)
			after, err := Read("a.docx", data, DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			before, err := ReadOriginal("a.docx", data, DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.after, outline(after.Text)); d != "" {
				t.Errorf("accepted: %s", d)
			}
			if d := cmp.Diff(c.before, outline(before.Text)); d != "" {
				t.Errorf("before: %s", d)
			}
		})
	}
}

func TestTrackedChanges(t *testing.T) {
	for _, c := range wordCases {
		if c.name != "insertions and deletions" {
			continue
		}
		data := c.file.zip(t)
		reading, err := Read("a.docx", data, DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		if reading.Insertions != 1 || reading.Deletions != 3 {
			t.Errorf("%d insertions, %d deletions; want 1, 3", reading.Insertions, reading.Deletions)
		}
		before, err := ReadOriginal("a.docx", data, DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		want := "title 示例市办法\n1 第一条\n1.1 甲旧。\n2 第二条\n2.1 整条删除。\n3 第三条\n3.1 乙。"
		if d := cmp.Diff(want, outline(before.Text)); d != "" {
			t.Error(d)
		}
	}
}

func TestComments(t *testing.T) {
	f := file{
		numbering: articles,
		body: p("", "示例市办法") + numbered(1, "甲。") + `<w:p><w:pPr>` + num(1, 1) + `</w:pPr>` + r("乙") + `<w:commentRangeStart w:id="5"/>` + r("丙丁") + `<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>` + r("。") + `</w:p>` +
			`<w:tbl><w:tr><w:tc>` + p("", "一") + `</w:tc><w:tc><w:p>` + r("二") + `<w:r><w:commentReference w:id="6"/></w:r></w:p></w:tc></w:tr></w:tbl>`,
		comments: `<w:comment w:id="5" w:author="李四" w:date="2024-01-02T03:04:05Z">` + p("", "依据不足。") + `</w:comment><w:comment w:id="6" w:author="王五">` + p("", "核对。") + `</w:comment>`,
	}
	reading, err := Read("a.docx", f.zip(t), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	want := []Comment{
		{Author: "李四", Date: "2024-01-02T03:04:05Z", Text: "依据不足。", Quoted: "丙丁", Address: "2.1"},
		{Author: "王五", Text: "核对。", Address: "t1r1k1"},
	}
	if d := cmp.Diff(want, reading.Comments); d != "" {
		t.Error(d)
	}
}

func TestWordVariants(t *testing.T) {
	for name, media := range map[string]string{
		"a.docm": "application/vnd.ms-word.document.macroEnabled",
		"a.dotx": "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
	} {
		data := file{mediaType: media, body: p("", "第一条　甲。"), extra: map[string]string{"word/vbaProject.bin": "x"}}.zip(t)
		reading, err := Read(name, data, DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if reading.MediaType != media || reading.Format != "docx" || !strings.Contains(outline(reading.Text), "甲") {
			t.Errorf("%s: %+v", name, reading)
		}
	}
}
