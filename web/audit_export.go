package web

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"hefa/storage"
	"hefa/web/lang"
)

// sheetRows is how many events an export holds at most: the rows of a
// spreadsheet, less its heading.
const sheetRows = 1<<20 - 1

// exportBatch is how many events are read at once.
const exportBatch = 1000

// exportAudit sends the events found as CSV or XLSX; which, the format says.
func (s *server) exportAudit(w http.ResponseWriter, r *http.Request) error {
	query, err := eventQuery(r.URL.Query())
	if err != nil {
		return err
	}
	query.Before = 0
	now, err := s.Store.Now(r.Context())
	if err != nil {
		return err
	}
	name := from(r).lang.Say("audit.file") + "-" + now.In(s.Store.Location).Format("20060102-1504")
	h := w.Header()
	if r.URL.Query().Get("format") == "xlsx" {
		h.Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
		h.Set("Content-Disposition", attachment(name+".xlsx"))
		return s.exportXLSX(w, r, query)
	}
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", attachment(name+".csv"))
	return s.exportCSV(w, r, query)
}

func (s *server) exportCSV(w io.Writer, r *http.Request, query storage.EventQuery) error {
	// Nothing is sent before the first events are there, so that a search that
	// fails is told of. Spreadsheets take UTF-8 for GBK without the mark.
	held := bufio.NewWriterSize(w, 64<<10)
	if _, err := held.WriteString("\ufeff"); err != nil {
		return fmt.Errorf("exporting the log: %w", err)
	}
	out := csv.NewWriter(held)
	if err := out.Write(auditHeads(from(r).lang)); err != nil {
		return fmt.Errorf("exporting the log: %w", err)
	}
	err := s.eachEvent(r, query, func(row []string) error { return out.Write(row) })
	if err != nil {
		return err
	}
	out.Flush()
	if err := errors.Join(out.Error(), held.Flush()); err != nil {
		return fmt.Errorf("exporting the log: %w", err)
	}
	return nil
}

func (s *server) exportXLSX(w io.Writer, r *http.Request, query storage.EventQuery) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // its temporary files
	sheet, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return fmt.Errorf("exporting the log: %w", err)
	}
	for i, width := range []float64{8, 26, 24, 22, 12, 14, 38, 38, 38, 38, 8, 38, 20, 50, 16} {
		if err := sheet.SetColWidth(i+1, i+1, width); err != nil {
			return fmt.Errorf("exporting the log: %w", err)
		}
	}
	if err := sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fmt.Errorf("exporting the log: %w", err)
	}
	line := 0
	write := func(row []string) error {
		line++
		cells := make([]any, len(row))
		for i, c := range row {
			cells[i] = c
		}
		return sheet.SetRow("A"+strconv.Itoa(line), cells)
	}
	if err := write(auditHeads(from(r).lang)); err != nil {
		return fmt.Errorf("exporting the log: %w", err)
	}
	if err := s.eachEvent(r, query, write); err != nil {
		return err
	}
	if err := sheet.Flush(); err != nil {
		return fmt.Errorf("exporting the log: %w", err)
	}
	if _, err := book.WriteTo(w); err != nil {
		return fmt.Errorf("exporting the log: %w", err)
	}
	return nil
}

// eachEvent hands every event found to write, newest first.
func (s *server) eachEvent(r *http.Request, query storage.EventQuery, write func([]string) error) error {
	query.Limit = exportBatch
	for written := 0; written < sheetRows; {
		events, _, err := s.Store.SearchEvents(r.Context(), query)
		if err != nil {
			return err
		}
		for _, e := range s.tellEvents(r, events) {
			if err := write(auditRow(e, from(r).lang, s.Store.Location)); err != nil {
				return fmt.Errorf("exporting the log: %w", err)
			}
		}
		written += len(events)
		if len(events) < exportBatch {
			return nil
		}
		query.Before = events[len(events)-1].Seq
	}
	return nil
}

func auditHeads(l lang.Lang) []string {
	var heads []string
	for _, name := range []string{"seq", "at", "act", "code", "who", "role", "person", "body", "document", "matter", "text", "subject", "hashes", "detail", "request"} {
		heads = append(heads, l.Say("audit."+name))
	}
	return heads
}

func auditRow(e toldEvent, l lang.Lang, zone *time.Location) []string {
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		detail = nil // a map of strings always is JSON
	}
	role := ""
	if e.Role != "" {
		role = l.Say("role." + string(e.Role))
	}
	row := []string{strconv.FormatInt(e.Seq, 10), e.At.In(zone).Format(time.RFC3339), e.What, string(e.Act), e.Who, role,
		string(e.Person), string(e.Body), string(e.Document), string(e.Matter), storage.TextName{Draft: e.Draft, Version: e.Version}.String(),
		string(e.Subject), strings.Join(e.Hashes, " "), string(detail), e.RequestID}
	for i, c := range row {
		row[i] = harmless(c)
	}
	return row
}

// harmless keeps a spreadsheet from taking a cell for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
