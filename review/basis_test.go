package review_test

import (
	"context"
	"errors"
	"testing"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/storagetest"
)

const permits = `云州示例许可条例
第一条　为了示例，制定本条例。
第二条　规范性文件不得设定示例许可。
除前款规定外，下列事项也不得设定：
（一）示例登记；
（二）示例检验。
`

// inForce is a document in force, brought in from outside.
func inForce(t *testing.T, c *reviewtest.City, title, text string) storage.ID {
	t.Helper()
	up := storagetest.Upload(t, c.Store, text)
	var id storage.ID
	storagetest.Do(t, c.Store, func(tx *storage.Tx) (err error) {
		if id, err = tx.AddDocument(storage.NewDocument{Kind: storage.Regulation, Title: title, Issuing: []storage.ID{c.Government}}); err != nil {
			return err
		}
		if err := tx.AddFile(&up.File); err != nil {
			return err
		}
		if err := tx.AddReading(up.File.Hash, &up.Reading); err != nil {
			return err
		}
		return tx.AddVersion(&storage.Version{Document: id, Title: title, Effective: "2020-01-01", File: up.File, Reading: up.Reading.ID})
	})
	return id
}

// A legal basis is found by title and article, kept as it was cited, and shown
// as superseded when it is.
func TestLegalBasis(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	law := inForce(t, c, "云州示例许可条例", permits)
	inForce(t, c, "云州示例许可条例实施细则", "云州示例许可条例实施细则\n第一条　为了实施，制定本细则。\n")
	for q, want := range map[string]string{
		"示例许可条例2": "《云州示例许可条例》第二条",
		"示例许可条例 第二条第二款第（一）项": "《云州示例许可条例》第二条第二款第（一）项",
		"《云州示例许可条例》第二条":      "《云州示例许可条例》第二条",
		"示例 许可 2.1":          "《云州示例许可条例》第二条第一款",
		"示例许可条例":             "《云州示例许可条例》",
		"实施细则 第一条":           "《云州示例许可条例实施细则》第一条",
		"示例许可条例 99":          "", "没有的法": "", "": "", "第二条": "",
	} {
		list, err := c.FindBases(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(list) > 0 {
			got = list[0].Cited()
		}
		if got != want {
			t.Errorf("%q finds %q, want %q", q, got, want)
		}
	}

	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	bases := []review.BasisRef{{Document: law, Version: 1, Address: "2.1"}, {Document: law, Version: 1}}
	say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Address: "2", Words: "不得设定许可", Kind: review.KindMeasures, Bases: bases})
	got := comments(t, c, "reviewer", o.Matter, 1)[0].Bases
	if len(got) != 2 || got[0].Words != "规范性文件不得设定示例许可。" || got[0].Cited() != "《云州示例许可条例》第二条第一款" || got[1].Address != "" || got[0].Superseded() {
		t.Errorf("the bases are %+v", got)
	}
	for _, ref := range []review.BasisRef{{Document: law, Version: 2}, {Document: law, Version: 1, Address: "9"}, {Document: storage.NewID(), Version: 1}} {
		var invalid *storage.Invalid
		_, err := c.Comment(ctx, c.As("reviewer"), review.CommentInput{Matter: o.Matter, Words: "x", Bases: []review.BasisRef{ref}})
		if !errors.As(err, &invalid) || invalid.Code != "no-basis" {
			t.Errorf("citing %s: %v", ref, err)
		}
	}
	up := storagetest.Upload(t, c.Store, permits)
	storagetest.Do(t, c.Store, func(tx *storage.Tx) error {
		if _, err := tx.Exec(`UPDATE version SET ends = '2021-01-01', end_reason = 'superseded' WHERE document = $1`, law); err != nil {
			return err
		}
		if err := tx.AddFile(&up.File); err != nil {
			return err
		}
		if err := tx.AddReading(up.File.Hash, &up.Reading); err != nil {
			return err
		}
		return tx.AddVersion(&storage.Version{Document: law, Title: "云州示例许可条例", Effective: "2021-01-01", File: up.File, Reading: up.Reading.ID})
	})
	if b := comments(t, c, "reviewer", o.Matter, 1)[0].Bases[0]; !b.Superseded() || b.Newer != 2 || b.Words != "规范性文件不得设定示例许可。" {
		t.Errorf("after an amendment the basis is %+v", b)
	}
	if list, err := c.FindBases(ctx, "示例许可条例2"); err != nil || len(list) != 1 || list[0].Version != 2 {
		t.Errorf("in force is %+v, %v", list, err)
	}

	// Said before, by review point and by provision, only to those who may
	// read it.
	next := c.Open("云州市停车管理办法", second)
	c.To(next.Matter, procedure.InReview)
	say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Words: "没有发出", Kind: review.KindMeasures, Audience: review.AudienceDraft})
	for _, ask := range []review.SaidBeforeInput{{Kind: review.KindMeasures}, {Document: law}, {Document: law, Address: "2"}, {Document: law, Address: "2.1", Kind: review.KindMeasures}} {
		ask.Matter = next.Matter
		for account, want := range map[string]int{"reviewer2": 1, "auditor": 1, "drafter": 0} {
			list, err := c.SaidBefore(ctx, c.See(account), ask)
			if err != nil || len(list) != want || want == 1 && list[0].Words != "不得设定许可" {
				t.Errorf("%s is told %d of %+v: %v", account, len(list), ask, err)
			}
		}
	}
	for _, ask := range []review.SaidBeforeInput{{Kind: review.KindPower}, {Document: law, Address: "1"}} {
		ask.Matter = next.Matter
		if list, err := c.SaidBefore(ctx, c.See("reviewer"), ask); err != nil || len(list) != 0 {
			t.Errorf("of %+v: %+v, %v", ask, list, err)
		}
	}
	if _, err := c.SaidBefore(ctx, c.See("stranger"), review.SaidBeforeInput{Matter: o.Matter, Kind: review.KindMeasures}); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a stranger asks: %v", err)
	}
}

// Phrases are one's own or the body's.
func TestPhrases(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	keep := func(account string, shared bool, words string) (storage.ID, error) {
		return c.KeepPhrase(ctx, c.As(account), review.PhraseInput{Words: words, Shared: shared, Kind: review.KindMeasures})
	}
	mine, err := keep("reviewer", false, "缺少上位法依据。")
	if err != nil {
		t.Fatal(err)
	}
	ours, err := keep("reviewer", true, "规范性文件不得设定行政许可。")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := keep("drafter", true, "x"); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("a drafter keeps wording for a body: %v", err)
	}
	for account, want := range map[string]int{"reviewer": 2, "reviewer2": 1, "head": 1, "drafter": 0, "legal": 0} {
		if list, err := c.Phrases(ctx, c.See(account)); err != nil || len(list) != want {
			t.Errorf("%s may use %d, %v", account, len(list), err)
		}
	}
	for _, id := range []storage.ID{mine, storage.NewID()} {
		if err := c.RemovePhrase(ctx, c.As("head"), id); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("removing another's: %v", err)
		}
	}
	if err := c.RemovePhrase(ctx, c.As("head"), ours); err != nil {
		t.Error(err)
	}
	var n int
	if err := c.Store.DB.QueryRow(`SELECT count(*) FROM event e WHERE e::text LIKE '%上位法%' OR e::text LIKE '%许可。%'`).Scan(&n); err != nil || n != 0 {
		t.Errorf("the log holds words: %d, %v", n, err)
	}
}
