package search_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/search"
	"hefa/storage"
)

func TestSavedSearchGains(t *testing.T) {
	ctx := context.Background()
	c := published(t)
	c.caughtUp()
	drafter := &storage.Actor{Person: c.people["drafter"]}
	q := search.Query{Q: "押金", Kind: storage.Normative}
	id, err := c.Save(ctx, drafter, "押金 管理", q)
	if err != nil {
		t.Fatal(err)
	}
	var invalid *storage.Invalid
	if _, err := c.Save(ctx, drafter, " 押金　管理", search.Query{Q: "("}); err == nil {
		t.Error("a query that cannot be read is saved")
	}
	if _, err := c.Save(ctx, drafter, "押金 管理", q); !errors.As(err, &invalid) || invalid.Code != "saved-name" {
		t.Errorf("a second of that name: %v", err)
	}
	gains := func(account string) string {
		t.Helper()
		c.caughtUp()
		if err := c.CheckSaved(ctx); err != nil {
			t.Fatal(err)
		}
		list, err := c.Gains(ctx, c.people[account])
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, g := range list {
			said = append(said, fmt.Sprintf("%s@%s %d/%d", g.Title, g.Text, g.Gained, g.Hits))
		}
		slices.Sort(said)
		return strings.Join(said, " ")
	}
	if got := gains("drafter"); got != "" {
		t.Errorf("at first it has gained %s", got)
	}
	rule := c.document("云州市拖车管理规定", storage.Rule, c.government, c.transport)
	c.publish(storage.Version{Document: rule, Title: "云州市拖车管理规定", Effective: "2024-01-01"}, "云州市拖车管理规定\n第一条　拖车不收押金。\n")
	doc := c.document("云州市拖车管理办法", storage.Normative, c.government, c.transport)
	c.draft(doc, "云州市拖车管理办法\n第一条　拖车不收押金。\n第二条　收了押金的退还。\n")
	if got := gains("drafter"); got != "云州市拖车管理办法@1 2/2" {
		t.Errorf("it has gained %s", got)
	}
	saved, err := c.Saved(ctx, c.people["drafter"])
	if err != nil || len(saved) != 1 || saved[0].Gains != 1 || saved[0].ID != id || saved[0].Query.Q != "押金" || saved[0].Query.Kind != storage.Normative {
		t.Errorf("saved are %+v, %v", saved, err)
	}
	gained := func() []search.Gained {
		t.Helper()
		list, err := c.Gained(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if list := gained(); len(list) != 1 || list[0].Search != id || list[0].Person != c.people["drafter"] || list[0].Document != doc || list[0].At.IsZero() {
		t.Errorf("to be told are %+v", list)
	}
	// A right that has ended hides a gain at once.
	c.act(doc, func(tx *storage.Tx) error {
		_, err := tx.Exec(`UPDATE document_body SET body = $2 WHERE document = $1 AND part = 'drafting'`, doc, c.housing)
		return err
	})
	if list, err := c.Gains(ctx, c.people["drafter"]); err != nil || len(list) != 0 {
		t.Errorf("without the right it has gained %+v, %v", list, err)
	}
	if list := gained(); len(list) != 0 {
		t.Errorf("without the right to be told are %+v", list)
	}
	if saved, err := c.Saved(ctx, c.people["drafter"]); err != nil || saved[0].Gains != 0 {
		t.Errorf("without the right it tells of %+v, %v", saved, err)
	}
	c.publish(storage.Version{Document: doc, Title: "云州市拖车管理办法", Effective: "2024-01-01"}, "云州市拖车管理办法\n第一条　拖车押金另行规定。\n")
	if got := gains("drafter"); got != "云州市拖车管理办法@v1 1/1" {
		t.Errorf("after publication it has gained %s", got)
	}
	if err := c.Told(ctx, c.people["builder"], id); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("somebody else's search: %v", err)
	}
	if err := c.Told(ctx, c.people["drafter"], id); err != nil {
		t.Fatal(err)
	}
	if got := gains("drafter"); got != "" || len(gained()) != 0 {
		t.Errorf("after it was told it has gained %s", got)
	}
	if err := c.Forget(ctx, &storage.Actor{Person: c.people["builder"]}, id); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("somebody else forgets it: %v", err)
	}
	if err := c.Forget(ctx, drafter, id); err != nil {
		t.Fatal(err)
	}
	if saved, err := c.Saved(ctx, c.people["drafter"]); err != nil || len(saved) != 0 {
		t.Errorf("forgotten, but saved are %+v, %v", saved, err)
	}
}

func TestMissesAreKeptWithoutWhoAsked(t *testing.T) {
	ctx := context.Background()
	c := published(t)
	for _, q := range []search.Query{
		{Q: "没有的字"}, {Q: "没有的字"}, {Q: "（另一个词"}, {Q: "另一个词", Kind: storage.Rule}, {Q: "押金"}, {Q: strings.Repeat("长", 200)}, {Q: "独一", Page: 2},
	} {
		c.caughtUp()
		_, _ = c.Search.Search(ctx, c.as("drafter"), q) // one cannot be read
		c.ask(operator, search.Query{Q: "不记"})
	}
	list, err := c.Misses(ctx, 10)
	if err != nil || len(list) != 1 || list[0].Query != "没有的字" || list[0].Times != 2 || list[0].LastOn == "" {
		t.Errorf("kept are %+v, %v", list, err)
	}
	if err := c.ForgetMisses(ctx); err != nil {
		t.Fatal(err)
	}
}

func TestSuggestions(t *testing.T) {
	ctx := context.Background()
	c := published(t)
	c.shelve("引用", lawtext.ParsePlain("云州市引用办法\n第一条　根据《中华人民共和国公共文化服务保障法》，制定本办法。\n"))
	secret := c.document("云州市公共浴室管理办法", storage.Normative, c.government, c.housing)
	c.draft(secret, "云州市公共浴室管理办法\n第一条　根据《公共浴室法》，制定本办法。\n")
	c.caughtUp()
	suggest := func(v storage.Viewer, typed string) string {
		t.Helper()
		list, err := c.Suggest(ctx, v, typed, 5)
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, s := range list {
			said = append(said, string(s.Kind)+":"+s.Text)
		}
		return strings.Join(said, " ")
	}
	for typed, want := range map[string]string{
		"公共":    "title:云州市公共自行车管理办法 law:公共文化服务保障法",
		"押金 交通": "body:云州市交通运输局",
		"雲州市機動": "title:云州市机动车停车管理规定",
		"":      "", "，": "", "没有": "",
	} {
		if got := suggest(c.as("drafter"), typed); got != want {
			t.Errorf("%s suggests %s, not %s", typed, got, want)
		}
	}
	if got := suggest(c.as("builder"), "公共浴室"); got != "title:云州市公共浴室管理办法 law:公共浴室法" {
		t.Errorf("who may read the draft is suggested %s", got)
	}
	if got := suggest(storage.Viewer{}, "公共"); got != "" {
		t.Errorf("who has not signed in is suggested %s", got)
	}
	r := c.ask(c.as("drafter"), search.Query{Q: "云州市公共自行车管理规则"})
	if !slices.Equal(r.DidYouMean, []string{"云州市公共自行车管理办法"}) {
		t.Errorf("it asks whether %v was meant", r.DidYouMean)
	}
	law := c.document("中华人民共和国噪声防治法", storage.Law, c.government, c.transport)
	c.publish(storage.Version{Document: law, Title: "中华人民共和国噪声防治法", Effective: "2024-01-01", Published: "2023-12-01"}, "第一条　噪声。\n")
	if r := c.ask(c.as("drafter"), search.Query{Q: "噪声防治发"}); !slices.Equal(r.DidYouMean, []string{"中华人民共和国噪声防治法"}) {
		t.Errorf("it asks whether %v was meant", r.DidYouMean)
	}
	if r := c.ask(c.as("drafter"), search.Query{Q: "标题:云州市公共浴室管理规则"}); slices.Contains(r.DidYouMean, "云州市公共浴室管理办法") {
		t.Errorf("it tells of a draft: %v", r.DidYouMean)
	}
}
