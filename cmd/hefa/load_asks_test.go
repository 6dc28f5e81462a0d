package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
)

// change is an act that the server has acknowledged.
type change struct {
	person, kind, act string
	// on is the matter it was done in.
	on       string
	position int64
}

// ask makes one request of a person's and answers what was answered; anything
// but success is an error.
func (w *town) ask(p *townsman, method, path, kind string, body io.Reader) (*http.Response, []byte, error) {
	req, err := http.NewRequest(method, w.server.url+path, body)
	if err != nil {
		return nil, nil, err
	}
	if kind == "" {
		req.AddCookie(&http.Cookie{Name: "hefa_session", Value: p.token})
	} else {
		req.Header.Set("Content-Type", kind)
		req.Header.Set("Authorization", "Bearer "+p.token)
	}
	res, err := w.client.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = res.Body.Close() }() // read to its end
	data, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	if res.StatusCode >= 300 {
		return nil, nil, fmt.Errorf("%s: %s %s: %d: %.300s", p.account, method, path, res.StatusCode, data)
	}
	return res, data, nil
}

// page opens a page as a browser does.
func (w *town) page(p *townsman, path string) error {
	_, _, err := w.ask(p, http.MethodGet, path, "", nil)
	return err
}

// send asks the API with JSON.
func (w *town) send(p *townsman, method, path string, in, into any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	_, data, err := w.ask(p, method, "/api/v1"+path, "application/json", bytes.NewReader(body))
	if err == nil && into != nil && len(data) > 0 {
		err = json.Unmarshal(data, into)
	}
	return err
}

// change does an act in a matter and keeps that it was acknowledged.
func (w *town) change(p *townsman, kind, act string, m *townMatter, in any, path string) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	res, _, err := w.ask(p, http.MethodPost, "/api/v1/matters/"+m.Matter+path, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	return w.acknowledged(p, kind, act, m.Matter, res)
}

func (w *town) acknowledged(p *townsman, kind, act, on string, res *http.Response) error {
	at, err := strconv.ParseInt(res.Header.Get("X-Hefa-Position"), 10, 64)
	if err != nil {
		return fmt.Errorf("%s %s: acknowledged without a position: %w", p.account, act, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.changes = append(w.changes, change{p.id, kind, act, on, at})
	return nil
}

// opensMatter uploads a new document.
func (w *town) opensMatter(p *townsman, seed uint64) (*townMatter, error) {
	title := fmt.Sprintf("云州市%s起草的第%d件办法", p.account, p.n)
	res, data, err := w.uploadsFile(p, "/documents", title, townText(seed, title, 0))
	if err != nil {
		return nil, err
	}
	m := &townMatter{body: p.body, drafts: 1}
	if err := json.Unmarshal(data, m); err != nil {
		return nil, err
	}
	return m, w.acknowledged(p, "new document", "matter-opened", m.Matter, res)
}

// uploads uploads the next draft of a matter.
func (w *town) uploads(p *townsman, m *townMatter, seed uint64) error {
	res, _, err := w.uploadsFile(p, "/documents/"+m.Document+"/drafts", "", townText(seed, "云州市修改的办法", m.drafts))
	if err != nil {
		return err
	}
	m.drafts++
	return w.acknowledged(p, "next draft", "draft-added", m.Matter, res)
}

func (w *town) uploadsFile(p *townsman, path, title, text string) (*http.Response, []byte, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile("file", "draft.txt")
	if err == nil {
		_, err = io.WriteString(file, text)
	}
	if err == nil && title != "" {
		err = form.WriteField("title", title)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		return nil, nil, err
	}
	return w.ask(p, http.MethodPost, "/api/v1"+path, form.FormDataContentType(), &body)
}
