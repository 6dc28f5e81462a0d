package web

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"hefa/lawtext/office/docx"
	"hefa/storage"
	"hefa/web/lang"
)

const sheetMediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// searchFile sends everything a search finds, with its context, as a sheet or
// as a Word file.
func (s *server) searchFile(w http.ResponseWriter, r *http.Request) error {
	format, err := choice("format", r.URL.Query().Get("format"), []string{"xlsx", "docx"})
	if err != nil {
		return err
	}
	form, err := s.asked(r, r.URL.Query())
	if err != nil {
		return err
	}
	if form.Empty() {
		return &storage.Invalid{Field: "q", Code: "required"}
	}
	most, mediaType := mostInSheet, sheetMediaType
	if format == "docx" {
		most, mediaType = mostOnPaper, docx.MediaType
	}
	paper, err := s.paper(r, form, most)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	l := from(r).lang
	if format == "docx" {
		_, err = s.paperDocument(paper, l).WriteTo(&b)
	} else {
		err = s.paperSheet(paper, l, &b)
	}
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	h.Set("Content-Disposition", attachment(fileTitle(paper.Title(l))+"."+format))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	_, err = w.Write(b.Bytes())
	return err
}

// Title names the paper: 检索工作底稿 and what was asked.
func (p *searchPaper) Title(l lang.Lang) string {
	asked := p.Form.Get("q")
	if p.Form.Exact() {
		asked = p.Form.Literals()[0]
	}
	return strings.TrimSpace(l.Say("paper.title") + " " + asked)
}

// paperFact is one line of what a paper says of itself.
type paperFact struct{ Name, Said string }

// facts are what a paper says before its list.
func (s *server) facts(p *searchPaper, l lang.Lang) []paperFact {
	filters := make([]string, len(p.Chips))
	for i, c := range p.Chips {
		filters[i] = c.Name
	}
	asked, way := p.Form.Get("q"), l.Say("paper.ordinary")
	if p.Form.Exact() {
		asked, way = strings.Join(p.Form.Literals(), "\n"), l.Say("paper.exact")
		if p.Form.Get("fold") == "1" {
			way = l.Say("paper.exact-folded")
		}
	}
	list := []paperFact{{l.Say("paper.asked"), asked}, {l.Say("paper.way"), way}}
	if p.Form.Get("q") != "" && !p.Form.Exact() && p.Query != "" {
		list = append(list, paperFact{l.Say("search.understood"), p.Query})
	}
	if len(filters) > 0 {
		list = append(list, paperFact{l.Say("paper.filters"), strings.Join(filters, "；")})
	}
	list = append(list,
		paperFact{l.Say("paper.searched"), l.Say("search.read", l.Number(p.Searched.Documents), l.Number(p.Searched.Articles), l.Number(p.Searched.Position), l.Time(p.At))},
		paperFact{l.Say("paper.found"), l.Say("search.found", l.Number(p.Documents), l.Number(p.Articles), l.Number(p.Occurrences))},
		paperFact{l.Say("paper.complete"), p.completeness(l)},
		paperFact{l.Say("paper.by"), strings.TrimSuffix(p.By+" · "+p.Body, " · ")},
		paperFact{l.Say("paper.again"), p.Address})
	return list
}

// completeness says whether anything may be missing.
func (p *searchPaper) completeness(l lang.Lang) string {
	switch {
	case !p.Searched.Complete:
		return l.Say("search.incomplete")
	case p.Behind:
		return l.Say("search.behind")
	case p.Form.Exact():
		return l.Say("paper.complete-exact")
	}
	return l.Say("paper.complete-ordinary")
}
