package web

import (
	"net/url"
	"strconv"
)

// pager leads through the pages of a list.
type pager struct {
	Page, Pages    int
	Previous, Next string
}

func newPager(u *url.URL, page, size, total int) pager {
	p := pager{Page: page, Pages: (total + size - 1) / size}
	at := func(n int) string {
		q := u.Query()
		q.Set("page", strconv.Itoa(n))
		return u.Path + "?" + q.Encode()
	}
	if page > 1 {
		p.Previous = at(page - 1)
	}
	if page < p.Pages {
		p.Next = at(page + 1)
	}
	return p
}
