package web

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hefa/review"
	"hefa/review/cleanup"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// rightsCity is a city with a document in review of a department, one of
// another's, and all that hangs on them. own and other are the values of the
// variables in addresses.
type rightsCity struct {
	*apiCity
	own, other map[string]string
}

func newRightsCity(t *testing.T) *rightsCity {
	c := &rightsCity{apiCity: newAPICity(t)}
	storagetest.Person(t, c.Store, "cleanup2", storage.Cleanup, c.Housing)
	c.own = c.inReview("drafter", "legal", "云州市停车管理办法", review.AudienceBody)
	c.other = c.inReview("stranger", "housing", "云州市住房租赁办法", review.AudiencePublished)
	for one, at := range map[*map[string]string]struct {
		person, body, officer string
		id                    storage.ID
	}{&c.own: {"drafter", string(c.Transport), "cleanup", c.Transport}, &c.other: {"stranger", string(c.Housing), "cleanup2", c.Housing}} {
		m := *one
		m["deputy"], m["notice"], m["guest"] = string(c.People["reviewer2"]), string(storage.NewID()), string(storage.NewID())
		m["round"], m["reply"] = c.round(m["matter"]), string(storage.NewID())
		m["body"], m["person"] = at.body, string(c.People[at.person])
		held, err := c.Store.Holdings(context.Background(), c.People[at.person])
		if err != nil {
			t.Fatal(err)
		}
		m["holding"] = string(held[0].ID)
		m["published"] = string(c.published(at.id))
		var begun cleanup.Begun
		c.send(at.officer, http.MethodPost, "/campaigns", map[string]any{"title": "清理", "documents": []string{m["published"]}}).want(201).into(&begun)
		m["campaign"] = string(begun.Campaign)
	}
	return c
}

// inReview carries a document with a further file, a material, a comment and an
// opinion that was sent back into review.
func (c *rightsCity) inReview(drafter, legal, title string, audience review.Audience) map[string]string {
	var o opened
	c.upload(drafter, "/documents", []string{"file", "@办法.txt:" + rule(1), "title", title, "further", "@附件.txt:附件"}).want(201).into(&o)
	var d apiDraft
	c.get(drafter, "/documents/"+string(o.ID)+"/drafts/1").want(200).into(&d)
	matter := "/matters/" + string(o.Matter)
	var list listed[review.ChecklistItem]
	c.get(drafter, matter+"/materials").want(200).into(&list)
	var added listed[storage.ID]
	c.upload(drafter, matter+"/materials", []string{"code", list.Items[0].Code, "file", "@说明.txt:说明"}).want(201).into(&added)
	c.upload(drafter, matter+"/steps", []string{"code", "plan", "status", "done", "file", "@计划.txt:计划"}).want(204).position()
	var absent []map[string]string
	for _, item := range list.Items {
		absent = append(absent, map[string]string{"code": item.Code, "absence": "无"})
	}
	c.send(drafter, http.MethodPost, matter+"/moves", map[string]any{"act": "submit", "materials": absent, "others": "不适用"}).want(200)
	c.send(legal, http.MethodPost, matter+"/moves", map[string]any{"act": "consent"}).want(200)
	c.send("reviewer", http.MethodPost, matter+"/moves", map[string]any{"act": "accept", "complete": true}).want(200)
	var comment, phrase, search apiID
	c.send(drafter, http.MethodPost, "/searches?q="+url.QueryEscape("停车"), map[string]any{"name": title}).want(201).into(&search)
	c.send(drafter, http.MethodPost, "/phrases", map[string]any{"text": "请说明依据。"}).want(201).into(&phrase)
	c.send("reviewer", http.MethodPost, matter+"/comments", map[string]any{"text": "请说明依据。", "audience": audience}).want(201).into(&comment)
	c.send("reviewer", http.MethodPost, matter+"/points", nil).want(200)
	var proposed review.Moved
	c.send("reviewer", http.MethodPost, matter+"/moves", map[string]any{"act": "propose", "conclusion": "lawful", "text": "合法。"}).want(200).into(&proposed)
	c.send("head", http.MethodPost, matter+"/moves", map[string]any{"act": "send-back", "reason": "请补充。"}).want(200)
	return map[string]string{"opinion": string(proposed.Opinion), "document": string(o.ID), "matter": string(o.Matter), "draft": "1", "version": "1", "name": "1",
		"file": string(d.Further[0].ID), "material": string(added.Items[0]), "comment": string(comment.ID),
		"phrase": string(phrase.ID), "search": string(search.ID)}
}

// round is a round of the reviewing body, which asks a third.
func (c *rightsCity) round(matter string) string {
	var id apiID
	c.send("reviewer", http.MethodPost, "/matters/"+matter+"/rounds", map[string]any{"bodies": []string{string(c.Province)}, "due": "2199-01-01", "letter": "请函复。"}).want(201).into(&id)
	return string(id.ID)
}

// published is a document in force of a department, brought in from outside.
func (c *rightsCity) published(body storage.ID) storage.ID {
	up := storagetest.Upload(c.t, c.Store, rule(9))
	var id storage.ID
	storagetest.Do(c.t, c.Store, func(tx *storage.Tx) (err error) {
		id, err = tx.AddDocument(storage.NewDocument{Kind: storage.Normative, Title: "云州市公园管理办法", Issuing: []storage.ID{body}})
		if err != nil {
			return err
		}
		if err := tx.AddFile(&up.File); err != nil {
			return err
		}
		if err := tx.AddReading(up.File.Hash, &up.Reading); err != nil {
			return err
		}
		return tx.AddVersion(&storage.Version{Document: id, Title: "云州市公园管理办法", Effective: "2020-01-01", File: up.File, Reading: up.Reading.ID})
	})
	return id
}

// plain are the variables of addresses that name nothing anybody owns.
var plain = map[string]string{"hash": "0", "path": "css/text.css", "act": "accept", "form": "say-to-all", "step": "plan", "procedure": "rule", "code": "power"}

// values of the variables of one address.
func (c *rightsCity) values(path string, from map[string]string) map[string]string {
	v := map[string]string{}
	for name, value := range from {
		v[name] = value
	}
	if strings.Contains(path, "/versions") || strings.Contains(path, "/d/") || strings.Contains(path, "/campaigns") {
		v["document"] = v["published"]
	}
	for name, value := range plain {
		v[name] = value
	}
	return v
}

// request makes a request that goes as far as the right to do it, and changes
// nothing: it acts upon a revision that never was, or sends what cannot be taken.
func (c *rightsCity) request(account, method, path string) (*http.Request, error) {
	body, kind := "", ""
	switch api := strings.HasPrefix(path, apiRoot); {
	case method == http.MethodGet:
	case !api:
		body, kind = "rev=999999", "application/x-www-form-urlencoded"
	case path == apiRoot+"/documents":
		body, kind = form("file", rule(2), "title", "办法", "kind", "law")
	case strings.HasSuffix(path, "/drafts"), strings.HasSuffix(path, "/amendments"):
		body, kind = form("file", rule(2))
	case strings.HasSuffix(path, "/materials"):
		body, kind = form("file", "说明", "code", "draft")
	case strings.HasSuffix(path, "/steps"):
		body, kind = form("file", "公告", "code", "consultation", "status", "done")
	case strings.HasSuffix(path, "/moves"):
		body, kind = `{"act":"return-amendment"}`, "application/json"
	case strings.HasSuffix(path, "/comments"), strings.HasSuffix(path, "/replies"):
		body, kind = `{"text":"x"}`, "application/json"
	case strings.HasSuffix(path, "/reading"):
		body, kind = `{"articles":["1"]}`, "application/json"
	case strings.HasSuffix(path, "/answer"):
		body, kind = `{"verdict":"adopted"}`, "application/json"
	case strings.HasSuffix(path, "/conclusion"):
		body, kind = `{"conclusion":"keep","grounds":"x"}`, "application/json"
	case strings.Contains(path, "/roles/"):
		body, kind = `{"lastDay":"never"}`, "application/json"
	case strings.Contains(path, "/bodies/"):
		body, kind = `{"open":true}`, "application/json"
	default:
		body, kind = `{}`, "application/json"
	}
	r, err := http.NewRequest(method, "http://127.0.0.1"+path, bytes.NewBufferString(body))
	if err != nil {
		return nil, err
	}
	r.RemoteAddr = "127.0.0.1:1"
	r.RequestURI = path
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	if strings.HasPrefix(path, apiRoot) {
		r.Header.Set("If-Match", `"999999"`)
	}
	if account != "" {
		r.Header.Set("Authorization", "Bearer "+c.token(account))
	}
	return r, nil
}

// form is a multipart form, fields name and value in turn; "file" is a file.
func form(fields ...string) (body, kind string) {
	var b strings.Builder
	for i := 0; i < len(fields); i += 2 {
		b.WriteString("--limit\r\nContent-Disposition: form-data; name=\"" + fields[i] + "\"")
		if fields[i] == "file" {
			b.WriteString("; filename=\"a.txt\"\r\nContent-Type: text/plain")
		}
		b.WriteString("\r\n\r\n" + fields[i+1] + "\r\n")
	}
	return b.String() + "--limit--\r\n", "multipart/form-data; boundary=limit"
}
