package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"hefa/review"
	"hefa/review/calendar"
	"hefa/storage"
)

// calendarPage lists the special days of a year; administrators import others
// there.
func (s *server) calendarPage(w http.ResponseWriter, r *http.Request) error {
	data, err := s.calendarData(r)
	if err != nil {
		return err
	}
	return s.ok(w, r, "calendar", data)
}

func (s *server) calendarData(r *http.Request) (map[string]any, error) {
	c, err := s.Review.Calendar(r.Context())
	if err != nil {
		return nil, err
	}
	today, err := s.Store.Today(r.Context())
	if err != nil {
		return nil, err
	}
	years := c.Years()
	year, _ := strconv.Atoi(string(today)[:4])
	if n, err := strconv.Atoi(r.URL.Query().Get("year")); err == nil && slices.Contains(years, n) {
		year = n
	}
	var names []string
	for _, y := range years {
		names = append(names, strconv.Itoa(y))
	}
	return map[string]any{"Year": year, "Years": years, "YearNames": strings.Join(names, "、"), "Days": c.Days(year),
		"Admin": from(r).holds(storage.Admin)}, nil
}

// previewCalendar shows what a calendar would change before it is imported.
func (s *server) previewCalendar(w http.ResponseWriter, r *http.Request) error {
	form, err := openUpload(r, []string{"once"}, []string{"file"})
	if err != nil {
		return err
	}
	defer closeUpload(form)
	source := ""
	if len(form.File["file"]) != 1 {
		err = &storage.Invalid{Field: "file", Code: "required"}
	} else {
		var b []byte
		if b, err = s.bytesOf(form.File["file"][0]); err == nil {
			source = string(b)
		}
	}
	var would review.Recounted
	if err == nil {
		would, err = s.Review.PreviewCalendar(r.Context(), source)
	}
	data, gatherErr := s.calendarData(r)
	if gatherErr != nil {
		return gatherErr
	}
	if err != nil {
		return s.formFailed(w, r, err, "calendar", data)
	}
	data["Would"], data["Source"] = would, source
	return s.ok(w, r, "calendar", data)
}

// importCalendar takes a calendar that was previewed.
func (s *server) importCalendar(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	in := review.ImportCalendarInput{Source: r.PostForm.Get("source")}
	var err error
	if in.Seen, err = queryNumber(r.PostForm, "seen", 0, 1e6); err == nil {
		_, err = s.Review.ImportCalendar(r.Context(), actor(r), in)
	}
	if err == nil {
		newer, readErr := calendar.Read(strings.NewReader(in.Source))
		if readErr != nil {
			return readErr
		}
		return see(w, r, "/calendar?year="+strconv.Itoa(newer.Years()[0]))
	}
	data, gatherErr := s.calendarData(r)
	if gatherErr != nil {
		return gatherErr
	}
	return s.formFailed(w, r, err, "calendar", data)
}
