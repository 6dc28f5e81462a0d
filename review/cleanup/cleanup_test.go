package cleanup_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"hefa/lawtext"
	"hefa/review/cleanup"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/cluster/clustertest"
	"hefa/storage/storagetest"
)

func TestMain(m *testing.M) { clustertest.Main(m) }

const text = "云州市停车管理办法\n第一条　为了规范停车，制定本办法。\n第二条　本办法自公布之日起施行。\n"

// inForce makes a document in force from a day, with an end or without.
func inForce(t *testing.T, c *reviewtest.City, title string, effective, ends storage.Day) storage.ID {
	t.Helper()
	var id storage.ID
	u := storagetest.Upload(t, c.Store, text)
	storagetest.Do(t, c.Store, func(tx *storage.Tx) (err error) {
		id, err = tx.AddDocument(storage.NewDocument{Kind: storage.Normative, Title: title, Issuing: []storage.ID{c.Government}})
		if err != nil {
			return err
		}
		if err := tx.AddFile(&u.File); err != nil {
			return err
		}
		if err := tx.AddReading(u.File.Hash, &u.Reading); err != nil {
			return err
		}
		v := storage.Version{Document: id, Title: title, IssuingNumber: "=1+1", Effective: effective, Ends: ends, File: u.File, Reading: u.Reading.ID}
		if ends != "" {
			v.EndReason = storage.EndLapsed
		}
		return tx.AddVersion(&v)
	})
	return id
}

func status(t *testing.T, c *reviewtest.City, id storage.ID, on storage.Day) storage.Status {
	t.Helper()
	d, err := storage.ReadDocument(context.Background(), c.Store.DB, id, on)
	if err != nil {
		t.Fatal(err)
	}
	return d.Status
}

func TestCampaign(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	clean := cleanup.New(c.Store)
	old := inForce(t, c, "云州市旧停车办法", "2015-01-01", "")
	kept := inForce(t, c, "云州市新停车办法", "2020-01-01", "2999-01-01")
	gone := inForce(t, c, "云州市已失效办法", "2010-01-01", "2015-01-01")

	begun, err := clean.Begin(ctx, c.As("cleanup"), cleanup.BeginInput{Title: "停车专项清理", Documents: []storage.ID{old, kept, gone, old}})
	if err != nil || begun.Added != 3 || len(begun.Skipped) != 1 || begun.Skipped[0] != gone {
		t.Fatalf("%+v, %v", begun, err)
	}
	conclude := func(in cleanup.ConcludeInput) error {
		in.Campaign = begun.Campaign
		_, err := clean.Conclude(ctx, c.As("cleanup"), in)
		return err
	}
	if err := conclude(cleanup.ConcludeInput{Document: old, Conclusion: cleanup.Repeal, Grounds: "调整对象已消失", Ends: "2024-06-01"}); err != nil {
		t.Fatal(err)
	}
	if before, after := status(t, c, old, "2024-05-31"), status(t, c, old, "2024-06-01"); before != storage.InForce || after != storage.Repealed {
		t.Errorf("on the day before %s, on the day %s", before, after)
	}
	open, err := clean.Items(ctx, c.See("cleanup"), begun.Campaign, true)
	if err != nil || len(open) != 1 || open[0].Document != kept {
		t.Errorf("open: %+v, %v", open, err)
	}
	for name, in := range map[string]cleanup.ConcludeInput{
		"no grounds":      {Document: kept, Conclusion: cleanup.Keep},
		"no day":          {Document: old, Conclusion: cleanup.Repeal, Grounds: "x"},
		"before effect":   {Document: kept, Conclusion: cleanup.Repeal, Grounds: "x", Ends: "2019-12-31"},
		"after its end":   {Document: kept, Conclusion: cleanup.Lapsed, Grounds: "x", Ends: "2999-01-02"},
		"a day for keep":  {Document: kept, Conclusion: cleanup.Keep, Grounds: "x", Ends: "2024-01-01"},
		"unknown":         {Document: kept, Conclusion: "burn", Grounds: "x"},
		"a malformed day": {Document: kept, Conclusion: cleanup.Repeal, Grounds: "x", Ends: "tomorrow"},
	} {
		var invalid *storage.Invalid
		if err := conclude(in); !errors.As(err, &invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := conclude(cleanup.ConcludeInput{Document: old, Conclusion: cleanup.Keep, Grounds: "更正：仍需适用"}); err != nil {
		t.Fatal(err)
	}
	if s := status(t, c, old, "2024-06-01"); s != storage.InForce {
		t.Errorf("after the correction it is %s", s)
	}
	if err := conclude(cleanup.ConcludeInput{Document: kept, Conclusion: cleanup.Lapsed, Grounds: "有效期届满"}); err != nil {
		t.Errorf("lapsed on the end it has: %v", err)
	}
	one, err := clean.Campaign(ctx, c.See("auditor"), begun.Campaign)
	if err != nil || one.Progress != (cleanup.Progress{Total: 2, Keep: 1, Lapsed: 1}) {
		t.Errorf("%+v, %v", one.Progress, err)
	}
}

func TestStaleConclusion(t *testing.T) {
	c := reviewtest.New(t)
	clean := cleanup.New(c.Store)
	d := inForce(t, c, "云州市停车办法", "2015-01-01", "")
	ctx := context.Background()
	begun, err := clean.Begin(ctx, c.As("cleanup"), cleanup.BeginInput{Title: "清理", Documents: []storage.ID{d}})
	if err != nil {
		t.Fatal(err)
	}
	in := cleanup.ConcludeInput{Campaign: begun.Campaign, Document: d, Rev: 1, Conclusion: cleanup.Keep, Grounds: "继续有效"}
	if _, err := clean.Conclude(ctx, c.As("cleanup"), in); err != nil {
		t.Fatal(err)
	}
	var stale *storage.Stale
	if _, err := clean.Conclude(ctx, c.As("cleanup"), in); !errors.As(err, &stale) {
		t.Errorf("on an old revision: %v", err)
	}
}

func TestWhoCleans(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	clean := cleanup.New(c.Store)
	d := inForce(t, c, "云州市停车办法", "2015-01-01", "")
	begun, err := clean.Begin(ctx, c.As("cleanup"), cleanup.BeginInput{Title: "清理", Documents: []storage.ID{d}})
	if err != nil {
		t.Fatal(err)
	}
	for account := range c.People {
		_, beginErr := clean.Begin(ctx, c.As(account), cleanup.BeginInput{Title: "另一次清理"})
		if (beginErr == nil) != (account == "cleanup") || beginErr != nil && !errors.Is(beginErr, storage.ErrForbidden) {
			t.Errorf("%s begins: %v", account, beginErr)
		}
		want := storage.ErrNotFound
		switch account {
		case "cleanup":
			continue
		case "auditor":
			want = storage.ErrForbidden
		}
		_, err := clean.Conclude(ctx, c.As(account), cleanup.ConcludeInput{Campaign: begun.Campaign, Document: d, Conclusion: cleanup.Keep, Grounds: "x"})
		if !errors.Is(err, want) {
			t.Errorf("%s concludes: %v", account, err)
		}
		_, err = clean.Items(ctx, c.See(account), begun.Campaign, false)
		if (err == nil) != (account == "auditor") {
			t.Errorf("%s reads: %v", account, err)
		}
	}
}

func TestExport(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	clean := cleanup.New(c.Store)
	d := inForce(t, c, "云州市停车办法", "2015-01-01", "")
	begun, err := clean.Begin(ctx, c.As("cleanup"), cleanup.BeginInput{Title: "清理", Query: "停车 状态:现行", Documents: []storage.ID{d},
		Evidence: map[storage.ID][]cleanup.Evidence{d: {{Address: "2", Excerpt: "公布"}, {Address: "1", Excerpt: "为了规范停车", Ranges: []lawtext.Range{{Start: 4, End: 6}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	words := cleanup.Words{Sheet: "清理目录", Columns: [11]string{"序号", "名称", "制定机关", "文号", "公布", "施行", "命中条文", "结论", "理由", "失效日", "状态"},
		Conclusion: func(c cleanup.Conclusion) string { return string(c) }, Status: func(s storage.Status) string { return string(s) }}
	var out bytes.Buffer
	if err := clean.Export(ctx, c.See("cleanup"), begun.Campaign, words, &out); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("清理目录")
	if err != nil || len(rows) != 2 || rows[1][1] != "云州市停车办法" || rows[1][3] != "=1+1" || rows[1][6] != "第一条、第二条" || rows[1][10] != "in-force" {
		t.Errorf("%q, %v", rows, err)
	}
	if formula, _ := f.GetCellFormula("清理目录", "D2"); formula != "" {
		t.Errorf("a number became the formula %q", formula)
	}
}

func TestEvidence(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	clean := cleanup.New(c.Store)
	d, other := inForce(t, c, "云州市停车办法", "2015-01-01", ""), inForce(t, c, "云州市泊位办法", "2015-01-01", "")
	want := map[storage.ID][]cleanup.Evidence{d: {{Address: "1", Article: "第一条", Excerpt: "为了规范停车", Ranges: []lawtext.Range{{Start: 4, End: 6}}}}}
	begun, err := clean.Begin(ctx, c.As("cleanup"), cleanup.BeginInput{Title: "清理", Query: " 停车 ", Documents: []storage.ID{d, other}, Evidence: want})
	if err != nil {
		t.Fatal(err)
	}
	got, err := clean.Evidence(ctx, c.See("auditor"), begun.Campaign, d, other)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v: %s", err, diff)
	}
	if _, err := clean.Evidence(ctx, c.See("drafter"), begun.Campaign, d); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a drafter reads evidence: %v", err)
	}
	one, err := clean.Campaign(ctx, c.See("cleanup"), begun.Campaign)
	if err != nil || one.Query != "停车" {
		t.Errorf("%+v, %v", one, err)
	}
}
