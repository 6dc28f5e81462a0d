package web

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	official "hefa/lawtext/office/docx"
	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
	"hefa/storage/derived"
	"hefa/web/lang"
)

// opinionFile sends the paper of an opinion, 合法性审核意见书, as a Word file
// or, where the server has LibreOffice, as a PDF.
func (s *server) opinionFile(w http.ResponseWriter, r *http.Request) error {
	format, err := choice("format", r.URL.Query().Get("format"), []string{"docx", "pdf"})
	if err != nil {
		return err
	}
	o, paper, err := s.Review.OpinionPaper(r.Context(), viewerOf(r), idIn(r, "matter"), idIn(r, "opinion"))
	if err != nil {
		return err
	}
	var word bytes.Buffer
	if _, err := opinionPaper(o, paper).WriteTo(&word); err != nil {
		return err
	}
	data, mediaType := word.Bytes(), official.MediaType
	if format == "pdf" {
		mediaType = "application/pdf"
		work := func() ([]byte, error) { return s.Office.PDF(r.Context(), word.Bytes()) }
		if o.SignedAt == nil {
			data, err = work()
		} else {
			data, err = derived.Keep(r.Context(), s.Store, "opinion-pdf", paperKey(o), work)
		}
		if err != nil {
			return err
		}
	}
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("Content-Disposition", attachment(opinionFileName(o, paper)+"."+format))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	if r.Method == http.MethodHead {
		return nil
	}
	_, err = w.Write(data)
	return err
}

// paperKey names the paper of a signed opinion: it is one until the opinion is
// superseded, another then, and a third once there is what replaces it.
func paperKey(o review.Opinion) string {
	key := string(o.ID)
	if o.Superseded != nil {
		key += "-superseded"
		if o.Superseded.Next != nil {
			key += "-" + string(o.Superseded.Next.ID)
		}
	}
	return key
}

// opinionFileName names the file after the document and the number.
func opinionFileName(o review.Opinion, p review.Paper) string {
	name := say("opinion-paper.file", fileTitle(p.Title))
	switch {
	case o.SignedAt == nil:
		return name + say("opinion-paper.file-unsigned")
	case o.Superseded != nil:
		return name + say("opinion-paper.file-superseded", fileTitle(o.Number))
	}
	return name + say("opinion-paper.file-number", fileTitle(o.Number))
}

// opinionPaper lays an opinion out as an official paper (GB/T 9704-2012): the
// issuing body in red over a red line, the number, title, addressee, body,
// signature. One that is not signed, or was superseded, says so on top.
func opinionPaper(o review.Opinion, p review.Paper) *official.Document {
	title := say("opinion-paper.title", p.Title)
	d := official.New(official.Options{Title: title, Paper: official.Upright})
	if o.SignedAt == nil {
		d.Paragraph(official.Line(official.Flush, say("opinion-paper.unsigned")))
	}
	if o.Superseded != nil {
		superseded(d, o)
	}
	d.Paragraph(letterhead(p.Body))
	number := o.Number
	if number == "" {
		number = say("opinion-paper.no-number")
	}
	d.Paragraph(official.Line(official.Reference, number))
	d.Paragraph(official.Line(official.Title, title))
	d.Paragraph(official.Paragraph{Style: official.Body, NoIndent: true, Runs: []official.Run{official.Text(strings.Join(p.To, "、") + say("opinion-paper.colon"))}})
	for _, line := range opening(o, p) {
		d.Paragraph(official.Line(official.Body, line))
	}
	pointsTable(d, p.Points)
	for line := range strings.Lines(o.Words) {
		if line = strings.TrimSpace(line); line != "" {
			d.Paragraph(official.Line(styleOfLine(line), line))
		}
	}
	if o.Risk != "" {
		d.Paragraph(official.Line(official.Section1, say("opinion-paper.risk")))
		for line := range strings.Lines(o.Risk) {
			if line = strings.TrimSpace(line); line != "" {
				d.Paragraph(official.Line(official.Body, line))
			}
		}
	}
	d.Paragraph(official.Paragraph{Style: official.Body, Runs: []official.Run{official.Text(say("opinion-paper.conclusion-lead")),
		{Text: say("opinion-paper.conclusion-" + string(o.Conclusion)), Look: official.Look{Bold: true}}, official.Text(after(o.Conclusion))}})
	closing(d, o, p)
	return d
}

// superseded says, in a frame of its own, that an opinion no longer counts, by
// whom and why that was declared, and what stands in its place.
func superseded(d *official.Document, o review.Opinion) {
	red := official.Look{Bold: true, Color: "C00000", Size: 32}
	by := acted(lang.Zh, o.Superseded.ByName, o.Superseded.ForName)
	lines := []string{say("opinion-paper.superseded-by", lang.Zh.Day(string(storage.DayOf(o.Superseded.At))), by, strings.TrimRight(o.Superseded.Reason, "。"))}
	if o.Superseded.Next == nil {
		lines = append(lines, say("opinion-paper.superseded-open"))
	} else {
		lines = append(lines, say("opinion-paper.superseded-next", o.Superseded.Next.Number))
	}
	head := official.Paragraph{Style: official.CellText, Align: official.Center, Runs: []official.Run{{Text: say("opinion-paper.superseded"), Look: red}}}
	cell := official.Cell{Blocks: []official.Block{head}}
	for _, line := range lines {
		cell.Blocks = append(cell.Blocks, official.Line(official.CellText, line))
	}
	d.Table(official.Table{Widths: []int{100}, Rows: []official.Row{{Whole: true, Cells: []official.Cell{cell}}}})
}

// after is what follows from a conclusion; nothing where it is lawful.
func after(c procedure.Conclusion) string {
	if c == procedure.Lawful {
		return ""
	}
	return say("opinion-paper.after-" + string(c))
}

// letterhead is the name of a body, as large as it fits on one line.
func letterhead(body string) official.Paragraph {
	const most, width = 100, 860 // half points; the text is 442 points wide
	size := min(most, width/max(1, utf8.RuneCountInString(body)))
	return official.Paragraph{Style: official.Letterhead, Runs: []official.Run{{Text: body, Look: official.Look{Size: size}}}}
}

// opening says what was submitted, when it was accepted, and with what.
func opening(o review.Opinion, p review.Paper) []string {
	var lines []string
	first := say("opinion-paper.received", lang.Zh.Day(string(p.Submitted)), p.Title, o.Draft)
	if p.Submitted == "" {
		first = say("opinion-paper.received-undated", p.Title, o.Draft)
	}
	if p.Accepted != "" {
		first += say("opinion-paper.accepted", lang.Zh.Day(string(p.Accepted)))
	}
	lines = append(lines, first+say("opinion-paper.reviewed", o.Round))
	var absent []string
	for _, a := range p.Absent {
		absent = append(absent, say("opinion-paper.absent-one", a.Name, strings.TrimRight(a.Reason, "。")))
	}
	if len(absent) > 0 {
		lines = append(lines, say("opinion-paper.absent", strings.Join(absent, "；")))
	}
	if o.Replaces != nil {
		lines = append(lines, say("opinion-paper.replaces", o.Replaces.Number))
	}
	return lines
}

// pointsTable lists what was concluded on each review point.
func pointsTable(d *official.Document, points []review.PaperPoint) {
	if len(points) == 0 {
		return
	}
	d.Paragraph(official.Line(official.Body, say("opinion-paper.points-table")))
	head := official.Row{Whole: true}
	for _, key := range []string{"number", "point", "verdict", "basis"} {
		head.Cells = append(head.Cells, official.Cell{Blocks: []official.Block{official.Line(official.CellHead, say("opinion-paper.column-"+key))}})
	}
	t := official.Table{Widths: []int{8, 32, 14, 46}, Header: 1, Rows: []official.Row{head}}
	for i, point := range points {
		middle := func(s string) official.Cell {
			return official.Cell{Blocks: []official.Block{official.Paragraph{Style: official.CellText, Align: official.Center, Runs: []official.Run{official.Text(s)}}}}
		}
		why := official.Cell{}
		for _, said := range []string{point.Remark, point.Basis} {
			if said != "" {
				why.Blocks = append(why.Blocks, official.Line(official.CellText, said))
			}
		}
		t.Rows = append(t.Rows, official.Row{Whole: true, Cells: []official.Cell{middle(strconv.Itoa(i + 1)),
			{Blocks: []official.Block{official.Line(official.CellText, point.Name)}}, middle(say("point-verdict." + string(point.Verdict))), why}})
	}
	d.Table(t)
}

// styleOfLine tells headings, which begin 一、 or （一）, from text.
func styleOfLine(line string) official.Style {
	const numerals = "一二三四五六七八九十"
	runes := []rune(line)
	inside := strings.TrimLeft(strings.TrimPrefix(line, "（"), numerals)
	short := len(runes) <= 30 && !strings.HasSuffix(line, "。")
	switch {
	case strings.ContainsRune(numerals, runes[0]) && strings.HasPrefix(inside, "、") && short:
		return official.Section1
	case runes[0] == '（' && strings.HasPrefix(inside, "）") && short:
		return official.Section2
	}
	return official.Body
}

// closing is the list of annexes and the signature.
func closing(d *official.Document, o review.Opinion, p review.Paper) {
	if len(p.Materials) > 0 {
		d.Paragraph(official.Line(official.Body, ""))
		for i, name := range p.Materials {
			line := say("opinion-paper.annex-next", i+1, name)
			if i == 0 {
				line = say("opinion-paper.annex", name)
				if len(p.Materials) > 1 {
					line = say("opinion-paper.annex-first", name)
				}
			}
			d.Paragraph(official.Line(official.Body, line))
		}
	}
	d.Paragraph(official.Line(official.Body, ""))
	d.Paragraph(official.Line(official.Body, ""))
	d.Paragraph(official.Line(official.Signature, p.Body))
	day := say("opinion-paper.no-date")
	if o.SignedAt != nil {
		day = lang.Zh.Day(string(storage.DayOf(*o.SignedAt)))
	}
	d.Paragraph(official.Line(official.Signature, day))
}
