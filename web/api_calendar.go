package web

import (
	"net/http"

	"hefa/review"
	"hefa/review/calendar"
)

// apiCalendarRead are the special days of a year, or of all.
type apiCalendarRead struct {
	// Years are those whose holidays are official; all others are weekends
	// only and provisional.
	Years []int             `json:"years"`
	Days  []calendar.Listed `json:"days"`
}

func (s *server) apiCalendar(w http.ResponseWriter, r *http.Request) error {
	year, err := queryNumber(r.URL.Query(), "year", 0, 9999)
	if err != nil {
		return err
	}
	c, err := s.Review.Calendar(r.Context())
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, apiCalendarRead{c.Years(), c.Days(year)})
}

// apiImportCalendar imports a calendar; with preview it only says what would
// change.
func (s *server) apiImportCalendar(w http.ResponseWriter, r *http.Request) error {
	in, err := receive[struct {
		CSV     string `json:"csv"`
		Seen    int    `json:"seen"`
		Preview bool   `json:"preview"`
	}](r)
	if err != nil {
		return err
	}
	if in.Preview {
		out, err := s.Review.PreviewCalendar(r.Context(), in.CSV)
		if err != nil {
			return err
		}
		return writeJSON(w, http.StatusOK, out)
	}
	a := actor(r)
	out, err := s.Review.ImportCalendar(r.Context(), a, review.ImportCalendarInput{Source: in.CSV, Seen: in.Seen})
	if err != nil {
		return err
	}
	return did(w, a, http.StatusOK, out)
}
