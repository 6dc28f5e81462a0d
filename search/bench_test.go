package search_test

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"hefa/lawtext/office"
	"hefa/search"
	"hefa/search/query"
	"hefa/storage"
)

// The benchmarks measure on the texts in the folder HEFA_CORPUS names, or on
// made-up ones where it names none.

// corpus calls add with each text; it answers how many there were.
func corpus(b *testing.B, add func(name, text string)) int {
	b.Helper()
	dir := os.Getenv("HEFA_CORPUS")
	if dir == "" {
		r := rand.New(rand.NewPCG(1, 2))
		for i := range 200 {
			add(fmt.Sprintf("示例%d", i), madeUp(r, fmt.Sprintf("示例市第%d号管理办法", i), 40))
		}
		return 200
	}
	n := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" || d.Name() == "README.md" {
			return err
		}
		text, err := os.ReadFile(path)
		if err == nil {
			n++
			add(strings.TrimSuffix(d.Name(), ".md"), string(text))
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// madeUp is a text of so many articles of common words in random order.
func madeUp(r *rand.Rand, title string, articles int) string {
	words := strings.Fields("行政机关 应当 依法 公民 法人 其他组织 申请 许可 处罚 管理 监督 检查 规定 办法 实施 责令改正 罚款 没收 违法所得 停车场 自行车 经营者 押金 收费 公示 标准 区域 主管部门 县级以上 人民政府 负责 本行政 规划 建设 环境 保护 安全 生产 食品 药品 登记 备案")
	var b strings.Builder
	b.WriteString(title + "\n")
	for i := range articles {
		fmt.Fprintf(&b, "第%d条　", i+1)
		for range 30 + r.IntN(60) {
			b.WriteString(words[r.IntN(len(words))])
			if r.IntN(6) == 0 {
				b.WriteString("，")
			}
		}
		b.WriteString("。\n")
	}
	return b.String()
}

// full is a town with the corpus in it and an index of that.
func full(b *testing.B) *town {
	c := newTown(b)
	c.stop()
	n := corpus(b, func(name, text string) { c.importText(b, name, text) })
	b.Logf("%d texts", n)
	start, used := time.Now(), cpu(b)
	dir := b.TempDir()
	c.follow(dir)
	c.caughtUp()
	c.built = time.Since(start)
	b.Logf("built in %v: %+v", c.built, c.State())
	c.stop()
	b.Logf("on disk in %v, %v of processor time, %.1f MB", time.Since(start), cpu(b)-used, float64(size(b, dir))/1e6)
	start = time.Now()
	c.follow(dir)
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.Logf("opened again in %v, heap %d MB", time.Since(start), m.HeapAlloc>>20)
	return c
}

// cpu is the processor time this process has used.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func (c *town) importText(b *testing.B, name, text string) {
	reading, err := office.Read(name+".md", []byte(text), office.DefaultLimits)
	if err != nil {
		return
	}
	id := c.document(name, storage.Law, c.government, c.transport)
	c.act(id, func(tx *storage.Tx) error {
		f := storage.File{Hash: fakeHash(len(text), name), Name: name, MediaType: "text/plain", Size: int64(len(text))}
		if err := tx.AddFile(&f); err != nil {
			return err
		}
		r := storage.Reading{Reader: "bench", Format: "markdown", Text: reading.Text}
		if err := tx.AddReading(f.Hash, &r); err != nil {
			return err
		}
		return tx.AddVersion(&storage.Version{Document: id, Title: name, Published: "2020-01-01", Effective: "2020-01-01", File: f, Reading: r.ID})
	})
}

func size(b *testing.B, dir string) (n int64) {
	b.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		n += info.Size()
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// phrases are random stretches of the texts, of so many characters.
func (c *town) phrases(b *testing.B, length, n int) []string {
	b.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	rows, err := c.DB.Query(`SELECT tree::text FROM reading ORDER BY id LIMIT 3000`)
	if err != nil {
		b.Fatal(err)
	}
	texts, err := storage.Collect(rows, func(s *string) []any { return []any{s} })
	if err != nil {
		b.Fatal(err)
	}
	var list []string
	for len(list) < n {
		text := query.FoldString(texts[r.IntN(len(texts))])
		runes := slices.DeleteFunc([]rune(text), func(r rune) bool { return r < 0x4e00 || r > 0x9fff })
		if len(runes) > length {
			i := r.IntN(len(runes) - length)
			list = append(list, `"`+string(runes[i:i+length])+`"`)
		}
	}
	return list
}

func BenchmarkSearch(b *testing.B) {
	c := full(b)
	for _, length := range []int{1, 2, 3, 4, 8, 16} {
		list := c.phrases(b, length, 200)
		b.Run(fmt.Sprintf("characters=%d", length), func(b *testing.B) { c.benchmark(b, list) })
	}
	b.Run("phrase=人民政府", func(b *testing.B) { c.benchmark(b, []string{"人民政府"}) })
	b.Run("words", func(b *testing.B) {
		c.benchmark(b, []string{"行政 处罚", "县级 罚款 许可", "经营者 -罚款"})
	})
	b.Run("list", func(b *testing.B) { c.benchmark(b, []string{"", "类型:法律"}) })
}

func (c *town) benchmark(b *testing.B, queries []string) {
	var took []time.Duration
	hits, used := 0, cpu(b)
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		r, err := c.Search.Search(context.Background(), operator, search.Query{Q: queries[i%len(queries)]})
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
		hits += r.Total
	}
	b.ReportMetric(float64((cpu(b)-used).Microseconds())/1000/float64(len(took)), "cpu-ms")
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	b.ReportMetric(float64(hits)/float64(len(took)), "hits")
}

// BenchmarkSaved measures how long after an act's COMMIT its words are found,
// alone and while an import brings in texts as fast as the index lets it.
func BenchmarkSaved(b *testing.B) {
	for _, importing := range []bool{false, true} {
		b.Run(fmt.Sprintf("importing=%v", importing), func(b *testing.B) {
			c := newTown(b)
			if importing {
				defer c.importing(b)()
			}
			c.saving(b)
		})
	}
}

func (c *town) saving(b *testing.B) {
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		title := fmt.Sprintf("云州市第%d号办法", i)
		id := c.document(title, storage.Normative, c.government, c.transport)
		c.draft(id, madeUp(rand.New(rand.NewPCG(uint64(i), 0)), title, 30))
		start := time.Now()
		if err := c.Wait(context.Background(), c.actor.Position); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

// importLag is how many events an import lets the index be behind; the command
// has the same.
const importLag = 200

// importing brings in texts until what it answers is called.
func (c *town) importing(b *testing.B) (stop func()) {
	other := *c
	other.actor = storage.Actor{}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan int)
	go func() {
		n := 0
		for ; ctx.Err() == nil; n++ {
			for c.State().Lag > importLag && ctx.Err() == nil {
				time.Sleep(50 * time.Millisecond)
			}
			name := fmt.Sprintf("导入%d", n)
			other.importText(b, name, madeUp(rand.New(rand.NewPCG(uint64(n), 9)), name, 40))
		}
		done <- n
	}()
	return func() {
		cancel()
		b.Logf("%d texts were imported meanwhile", <-done)
	}
}
