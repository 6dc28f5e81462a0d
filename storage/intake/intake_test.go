package intake_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"hefa/lawtext/office"
	"hefa/storage"
	"hefa/storage/cluster/clustertest"
	"hefa/storage/intake"
	"hefa/storage/storagetest"
)

func TestMain(m *testing.M) { clustertest.Main(m) }

const dated = `# 云州市渡口管理办法

云政发〔2023〕9号

（2023年5月4日云州市人民政府发布）

第一条　为了加强渡口管理，制定本办法。

第二条　本办法自2023年6月1日起施行，有效期至2028年5月31日。
`

// statusOn reads the status of a document on a day.
func statusOn(t *testing.T, s *storage.Store, id storage.ID, day storage.Day) storage.Status {
	t.Helper()
	d, err := storage.ReadDocument(t.Context(), s.DB, id, day)
	if err != nil {
		t.Fatal(err)
	}
	return d.Status
}

func bring(t *testing.T, s *storage.Store, name, text string, o intake.Options) intake.Answer {
	t.Helper()
	a, err := intake.Bring(t.Context(), s, storage.Operator(""), name, []byte(text), o)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return a
}

func TestStatusOfImports(t *testing.T) {
	s := storagetest.Open(t)
	for name, c := range map[string]struct {
		text    string
		inForce bool
		on      map[storage.Day]storage.Status
	}{
		"days in the text": {dated, false, map[storage.Day]storage.Status{
			"2023-05-31": storage.NotYetEffective, "2023-06-01": storage.InForce, "2028-05-31": storage.InForce, "2028-06-01": storage.Lapsed}},
		"effect unknown": {"某办法一\n（2020年3月5日云州市人民政府发布）\n第一条　甲。\n", false, map[storage.Day]storage.Status{
			"2030-01-01": storage.NotYetEffective}},
		"in force since publication": {"某办法二\n（2020年3月5日云州市人民政府发布）\n第一条　甲。\n", true, map[storage.Day]storage.Status{
			"2020-03-04": storage.NotYetEffective, "2020-03-05": storage.InForce, "2030-01-01": storage.InForce}},
		"in force since ever": {"某办法三\n第一条　甲。\n", true, map[storage.Day]storage.Status{
			"1949-10-01": storage.InForce, "2030-01-01": storage.InForce}},
	} {
		t.Run(name, func(t *testing.T) {
			a := bring(t, s, name+".md", c.text, intake.Options{InForce: c.inForce})
			for day, want := range c.on {
				if got := statusOn(t, s, a.Document, day); got != want {
					t.Errorf("on %s it is %s, want %s", day, got, want)
				}
			}
		})
	}
}

func TestFactsAndBodies(t *testing.T) {
	s := storagetest.Open(t)
	a := bring(t, s, "渡口.md", dated, intake.Options{})
	if a.Title != "云州市渡口管理办法" || a.Kind != storage.Normative || a.Body != "云州市人民政府" || a.Articles != 2 || len(a.Missing) != 0 {
		t.Errorf("%+v", a)
	}
	body, err := s.BodyNamed(t.Context(), "云州市人民政府")
	if err != nil || body.Kind != storage.External {
		t.Errorf("the body made: %+v, %v", body, err)
	}
	v, err := storage.ReadVersion(t.Context(), s.DB, a.Document, a.Version)
	if err != nil || v.IssuingNumber != "云政发〔2023〕9号" || v.Published != "2023-05-04" || v.Effective != "2023-06-01" {
		t.Errorf("%+v, %v", v, err)
	}
	bare := bring(t, s, "无题(2021-01-02).txt", "1234\n", intake.Options{})
	if bare.Body != intake.Unknown || !slices.Contains(bare.Missing, "body") || !slices.Contains(bare.Missing, "articles") {
		t.Errorf("%+v", bare)
	}
	joint := bring(t, s, "联合.md", "# 联合规定\n\n（2023年5月22日云州市教育局、云州市卫生健康局发布）\n\n第一条　甲。\n", intake.Options{})
	if joint.Body != "云州市教育局、云州市卫生健康局" {
		t.Errorf("a joint issue is by %s", joint.Body)
	}
	named := bring(t, s, "名.md", "# 别的规定\n\n第一条　甲。\n", intake.Options{Body: "云州市教育局"})
	if named.Body != "云州市教育局" {
		t.Errorf("%+v", named)
	}
}

func TestRefusals(t *testing.T) {
	s := storagetest.Open(t)
	_, err := intake.Bring(t.Context(), s, storage.Operator(""), "空.md", nil, intake.Options{})
	if !errors.Is(err, office.ErrEmpty) {
		t.Errorf("an empty file: %v", err)
	}
	_, err = intake.Bring(t.Context(), s, storage.Operator(""), "甲.md", []byte(dated), intake.Options{Body: "无此机关"})
	if !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("an unknown body: %v", err)
	}
	if n, err := s.Position(t.Context()); err != nil || n != 0 {
		t.Errorf("%d events of what was refused, %v", n, err)
	}
}

// The same bytes are one version, however many bring them at once.
func TestSameBytesOnce(t *testing.T) {
	s := storagetest.Open(t)
	var wg sync.WaitGroup
	answers := make([]intake.Answer, 8)
	for i := range answers {
		wg.Go(func() {
			var err error
			answers[i], err = intake.Bring(context.Background(), s, storage.Operator(""), fmt.Sprintf("%d.md", i), []byte(dated), intake.Options{})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	fresh := 0
	for _, a := range answers {
		if !a.Same {
			fresh++
		}
		if a.Document != answers[0].Document {
			t.Errorf("%+v is not %+v", a, answers[0])
		}
	}
	if n, err := s.Position(t.Context()); fresh != 1 || n != 1 || err != nil {
		t.Errorf("%d brought it in, %d events, %v", fresh, n, err)
	}
}

// Versions of one title, whatever their order, follow each other in time.
func TestJoin(t *testing.T) {
	s := storagetest.Open(t)
	o := intake.Options{InForce: true, Join: true}
	text := func(year int) string {
		return fmt.Sprintf("# 云州市供水办法\n\n第一条　为了保障供水，制定本办法（%d）。\n\n第二条　本办法自%d年1月1日起施行。\n", year, year)
	}
	var document storage.ID
	for _, year := range []int{2010, 2020, 2015} {
		a := bring(t, s, fmt.Sprintf("云州市供水办法(%d-01-01).md", year), text(year), o)
		if document == "" {
			document = a.Document
		}
		if a.Document != document {
			t.Fatalf("%d is a document of its own", year)
		}
	}
	versions, err := storage.Versions(t.Context(), s.DB, document, "")
	if err != nil {
		t.Fatal(err)
	}
	ends := map[storage.Day]storage.Day{}
	for _, v := range versions {
		ends[v.Effective] = v.Ends
	}
	want := map[storage.Day]storage.Day{"2010-01-01": "2015-01-01", "2015-01-01": "2020-01-01", "2020-01-01": ""}
	for start, end := range want {
		if ends[start] != end {
			t.Errorf("the version of %s ends on %q, want %q", start, ends[start], end)
		}
	}
	other := bring(t, s, "另.md", "# 云州市供水办法\n\n第一条　别的种类。\n", intake.Options{Join: true, Kind: storage.Rule})
	if other.Document == document {
		t.Error("another kind was joined")
	}
}
