package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hefa/review/notice/mailtest"
)

// Two saved searches gain a hit: one when a text is published, one when its
// person is invited to a matter whose draft they could not read. Both are told
// on the page and by mail, once.
func TestSavedSearchGains(t *testing.T) {
	mails := mailtest.Start(t, "yunzhou.example")
	server := hefa(t, t.TempDir(), "serve")
	server.Env = append(server.Env, "HEFA_SMTP_URL="+mails.URL, "HEFA_SMTP_FROM=hefa@yunzhou.example", "HEFA_SMTP_CA="+mails.CA,
		"HEFA_PUBLIC_URL="+"http://hefa.yunzhou.example")
	server.ready()
	send := func(account, method, path, body string, into any) {
		t.Helper()
		if status := call(t, method, server.url+"/api/v1"+path, signIn(t, server.url, account), "application/json", strings.NewReader(body), into); status/100 != 2 {
			t.Fatalf("%s %s: %d", method, path, status)
		}
	}
	type item struct {
		For    string
		Matter struct{ ID, Title string }
	}
	var work struct{ Items []item }
	send("registrar", "GET", "/my-work", "", &work)
	i := slices.IndexFunc(work.Items, func(i item) bool { return i.For == "publish" })
	if i < 0 {
		t.Fatal("nothing waits to be published")
	}
	publish := work.Items[i].Matter
	const secret = "云州市夜间施工噪声管理办法"
	id := upload(t, server.url, signIn(t, server.url, "drafter"), secret)

	send("cleanup", "PUT", "/notice-setting", `{"mail":"once","address":"cleanup@yunzhou.example"}`, nil)
	searches := map[string]string{"公布": publish.Title, "受邀": secret}
	for name, words := range searches {
		var found struct{ Total int }
		send("cleanup", "GET", "/search?exact=true&q="+words, "", &found)
		if found.Total != 0 {
			t.Fatalf("%s is found before", words)
		}
		send("cleanup", "POST", "/searches?exact=true&q="+words, `{"name":"`+name+`"}`, nil)
	}
	send("registrar", "POST", "/matters/"+publish.ID+"/moves",
		`{"act":"publish","issuingNumber":"云政规〔2026〕99号","published":"2026-01-05","effective":"2026-02-01","confirmed":true}`, nil)
	var matters struct{ Items []struct{ ID string } }
	send("drafter", "GET", "/documents/"+id+"/matters", "", &matters)
	matter := "/matters/" + matters.Items[0].ID
	send("drafter", "POST", matter+"/moves", `{"act":"submit","others":"不适用","materials":[{"code":"explanation","absence":"无"},
		{"code":"legal-basis","absence":"无"},{"code":"comments-received","absence":"无"}]}`, nil)
	send("legal", "POST", matter+"/moves", `{"act":"consent"}`, nil)
	var me struct{ ID string }
	send("cleanup", "GET", "/me", "", &me)
	send("reviewer", "POST", matter+"/guests", `{"person":"`+me.ID+`","role":"expert","until":"2199-01-04","text":"请提出意见"}`, nil)

	type told struct{ ID, Kind, Subject, Title string }
	var notices []told
	for end := time.Now().Add(watchEvery + 15*time.Second); len(notices) < 2 && time.Now().Before(end); time.Sleep(time.Second) {
		var list struct{ Items []told }
		send("cleanup", "GET", "/notices?unread=true", "", &list)
		notices = slices.DeleteFunc(list.Items, func(n told) bool { return n.Kind != "search-hit" })
	}
	if len(notices) != 2 || notices[0].Subject == notices[1].Subject {
		t.Fatalf("the person was told %+v", notices)
	}
	v := visit(t, newBrowser(t), server.url, "cleanup")
	v.open("/notices")
	v.reads("保存的检索有了新结果")
	v.open("/notices/" + notices[0].ID)
	v.sees("section.saved#s-" + notices[0].Subject)
	v.reads("公布")
	v.reads("受邀")
	v.picture("gains")
	v.open("/work")
	v.follows("受邀", "a[href^='/search?']")
	v.reads(secret)

	byMail := func() (letters int) {
		for _, m := range mails.Mails() {
			for _, n := range notices {
				letters += strings.Count(m.Text, "hefa.yunzhou.example/notices/"+n.ID)
			}
			if strings.Contains(m.Text, secret) {
				t.Errorf("a mail names a draft:\n%s", m.Text)
			}
		}
		return letters
	}
	for end := time.Now().Add(20 * time.Second); byMail() < 2 && time.Now().Before(end); {
		time.Sleep(500 * time.Millisecond)
	}
	if n := byMail(); n != 2 {
		t.Errorf("%d notices came by mail: %+v", n, mails.Mails())
	}
}
