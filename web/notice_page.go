package web

import (
	"net/http"
	"net/url"

	"hefa/review/notice"
)

// toldNotice is a notice in words.
type toldNotice struct {
	notice.Notice
	Text, Address string
}

// noticesPage lists what a person was told, with the choice of how.
func (s *server) noticesPage(w http.ResponseWriter, r *http.Request) error {
	data, err := s.notices(r)
	if err != nil {
		return err
	}
	return s.ok(w, r, "notices", data)
}

func (s *server) notices(r *http.Request) (map[string]any, error) {
	q, me := r.URL.Query(), from(r).person.ID
	unread := q.Get("unread") == "1"
	list, total, err := s.Notices.List(r.Context(), me, unread, pageNumber(q), listSize)
	if err != nil {
		return nil, err
	}
	setting, err := s.Notices.Setting(r.Context(), me)
	if err != nil {
		return nil, err
	}
	return map[string]any{"Rows": s.tellNotices(r, list), "Total": total, "OnlyUnread": unread, "Setting": setting, "Hows": notice.Hows,
		"MailOff": s.Notices.Mail == nil, "Pager": newPager(r.URL, pageNumber(q), listSize, total)}, nil
}

func (s *server) tellNotices(r *http.Request, list []notice.Notice) []toldNotice {
	rows := make([]toldNotice, len(list))
	for i, n := range list {
		rows[i] = toldNotice{n, toldText(from(r).lang, n), "/notices/" + string(n.ID)}
	}
	return rows
}

// openNotice marks a notice read and leads to what it tells of.
func (s *server) openNotice(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "notice")
	if err != nil {
		return err
	}
	n, err := s.Notices.Read(r.Context(), from(r).person.ID, id)
	if err != nil {
		return err
	}
	if r.Method == http.MethodGet {
		if err := s.Notices.MarkRead(r.Context(), from(r).person.ID, id); err != nil {
			return err
		}
	}
	return see(w, r, noticeAddress(n))
}

// noticeAddress is where the state that a notice tells of is to be seen.
func noticeAddress(n notice.Notice) string {
	matter := "/matters/" + string(n.Matter)
	switch n.Kind {
	case notice.Consulted, notice.Reminded, notice.RoundReplied, notice.RoundClosed, notice.RoundDue, notice.RoundOverdue:
		return "/rounds/" + string(n.Subject)
	case notice.Mentioned, notice.Replied, notice.Answered:
		return matter + "?at=" + url.QueryEscape("c-"+string(n.Subject)) + "#c-" + string(n.Subject)
	case notice.Signed:
		return matter + "?tab=opinions#side"
	case notice.SearchHit:
		return "/searches#s-" + string(n.Subject)
	}
	if n.Matter == "" {
		return firstPage
	}
	return matter
}

func (s *server) readNotices(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	if err := s.Notices.MarkRead(r.Context(), from(r).person.ID, ""); err != nil {
		return err
	}
	return see(w, r, "/notices")
}

// setNotices keeps how a person wants to be told.
func (s *server) setNotices(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	setting := notice.Setting{Mail: notice.How(r.PostForm.Get("mail")), Address: r.PostForm.Get("address")}
	if err := s.Notices.SaveSetting(r.Context(), actor(r), setting); err != nil {
		data, gatherErr := s.notices(r)
		if gatherErr != nil {
			return gatherErr
		}
		data["Setting"] = setting
		return s.formFailed(w, r, err, "notices", data)
	}
	return see(w, r, "/notices")
}
