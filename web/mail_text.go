package web

import (
	"fmt"
	"strings"

	"hefa/review/notice"
	"hefa/web/lang"
)

// MailText puts a mail into words, in Chinese. It never holds a word of a draft
// or a comment, and a title only where the installation lets it.
func MailText(l notice.Letter) (subject, text string) {
	zh := lang.Zh
	var b strings.Builder
	say := func(key string, gaps ...any) { fmt.Fprintln(&b, zh.Say(key, gaps...)) }
	say("mail.to", l.Name)
	fmt.Fprintln(&b)
	subject = zh.Say("mail.subject")
	if l.Digest {
		subject = zh.Say("mail.subject-digest", len(l.Notices))
		say("mail.digest", len(l.Notices))
	}
	for _, n := range l.Notices {
		what := zh.Say("mail.something")
		if l.Titles {
			what = toldText(zh, n)
			if n.Title != "" {
				what += "：《" + n.Title + "》"
			}
		}
		fmt.Fprintf(&b, "%s\n%s/notices/%s\n\n", what, l.URL, n.ID)
	}
	say("mail.why", l.URL+"/notices")
	return subject, b.String()
}

// toldText says what a notice tells, without the document.
func toldText(l lang.Lang, n notice.Notice) string {
	switch n.Kind {
	case notice.Waiting:
		if key := "waiting." + string(n.Act); lang.Has(key) {
			return l.Say(key)
		}
	case notice.Moved, notice.Returned:
		return l.Say("notice."+string(n.Kind), actName(l, n.Act))
	case notice.Due, notice.RoundDue:
		return l.Say("notice."+string(n.Kind), n.Days)
	}
	return l.Say("notice." + string(n.Kind))
}
