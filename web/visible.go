package web

import (
	"fmt"
	"html/template"
	"strings"

	"hefa/lawtext"
)

// visible writes words of a text for a page. What would hide among them, or
// have them read otherwise than they are written, is shown by a picture
// ([lawtext.Visible]). The picture's data-code is the character it stands for:
// the browser counts and quotes that one (desk_place.js).
func visible(words string) template.HTML {
	if lawtext.Visible(words) == words {
		return template.HTML(template.HTMLEscapeString(words))
	}
	var b strings.Builder
	for _, r := range words {
		one := string(r)
		if picture := lawtext.Visible(one); picture != one {
			_, _ = fmt.Fprintf(&b, `<span class="hides" data-code="%X">%s</span>`, r, picture)
		} else {
			template.HTMLEscape(&b, []byte(one))
		}
	}
	return template.HTML(b.String())
}
