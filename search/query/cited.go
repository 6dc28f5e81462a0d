package query

import (
	"regexp"
	"strconv"
	"strings"

	"hefa/lawtext"
)

// articleEnd is the article at the end of a citation: 《…》第九条, 行政处罚法第十二条之一.
var articleEnd = regexp.MustCompile(`第([^第条]{1,12})条(?:之([一二三四五六七八九十]+))?$`)

// parseCited reads the law that a filter names, and its article where it may.
func parseCited(s string, articles bool) (title string, article lawtext.Address, ok bool) {
	s = strings.TrimSpace(s)
	if m := articleEnd.FindStringSubmatchIndex(s); m != nil && articles && m[0] > 0 {
		number, ok := parseArticle(s[m[0]:])
		if !ok {
			return "", "", false
		}
		s, article = s[:m[0]], lawtext.Address(number)
	}
	title = lawtext.NormalTitle(s)
	return title, article, len(NewLiteral(title)) > 0
}

// parseArticle reads 9, 九, 第九条, 12-1 or 第十二条之一 as an address.
func parseArticle(s string) (string, bool) {
	s = strings.TrimSpace(s)
	number, of := s, ""
	if m := articleEnd.FindStringSubmatch(s); m != nil && strings.HasPrefix(s, "第") {
		number, of = m[1], m[2]
	} else if before, after, ok := strings.Cut(s, "-"); ok {
		number, of = before, after
	}
	n, ok := lawtext.Number(number)
	if !ok || n == 0 {
		return "", false
	}
	address := strconv.Itoa(n)
	if of == "" {
		return address, true
	}
	m, ok := lawtext.Number(of)
	return address + "-" + strconv.Itoa(m), ok && m > 0
}
