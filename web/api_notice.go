package web

import (
	"net/http"

	"hefa/review/notice"
)

// apiNotices lists what the asker was told, newest first; unread= narrows.
func (s *server) apiNotices(w http.ResponseWriter, r *http.Request) error {
	page, size, err := pageSize(r.URL.Query())
	if err != nil {
		return err
	}
	list, total, err := s.Notices.List(r.Context(), from(r).person.ID, r.URL.Query().Get("unread") == "true", page, size)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, listed[notice.Notice]{total, list, page})
}

// apiReadNotice marks one notice read.
func (s *server) apiReadNotice(w http.ResponseWriter, r *http.Request) error {
	if err := s.Notices.MarkRead(r.Context(), from(r).person.ID, idIn(r, "notice")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// apiReadNotices marks all of the asker's read.
func (s *server) apiReadNotices(w http.ResponseWriter, r *http.Request) error {
	if err := s.Notices.MarkRead(r.Context(), from(r).person.ID, ""); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (s *server) apiNoticeSetting(w http.ResponseWriter, r *http.Request) error {
	setting, err := s.Notices.Setting(r.Context(), from(r).person.ID)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, setting)
}

// apiSetNotices chooses how the asker is told besides the page.
func (s *server) apiSetNotices(w http.ResponseWriter, r *http.Request) error {
	setting, err := receive[notice.Setting](r)
	if err != nil {
		return err
	}
	a := actor(r)
	if err := s.Notices.SaveSetting(r.Context(), a, setting); err != nil {
		return err
	}
	return did(w, a, http.StatusOK, setting)
}
