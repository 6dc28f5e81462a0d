package main

import (
	"archive/zip"
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

const mib = 1 << 20

// fill repeats s to a size in bytes.
func fill(s string, size int) []byte { return bytes.Repeat([]byte(s), size/len(s)) }

// hostile are files made to hurt. Those of 50 MB need only end; all others
// have 5 s and 600 MB.
var hostile = map[string]func(t *testing.T) []byte{
	"line.txt": func(*testing.T) []byte { return fill("县级以上人民政府应当加强领导，", 12*mib) },
	"cited line.txt": func(*testing.T) []byte {
		return fill("依照《甲法》第三条、前款和刑法第三条，", 12*mib)
	},
	"long line.txt":   func(*testing.T) []byte { return fill("县级以上人民政府应当加强领导，", 50*mib) },
	"articles.txt":    func(*testing.T) []byte { return bytes.Repeat([]byte("第一条"), 1e6) },
	"lines.txt":       func(*testing.T) []byte { return bytes.Repeat([]byte("第一条\n"), 1e6) },
	"items.txt":       func(*testing.T) []byte { return bytes.Repeat([]byte("一、甲\n（一）乙\n1.丙\n"), 2e5) },
	"annexes.txt":     func(*testing.T) []byte { return bytes.Repeat([]byte("附件\n甲\n"), 3e5) },
	"brackets.txt":    func(*testing.T) []byte { return fill("（", 12*mib) },
	"numbers.txt":     func(*testing.T) []byte { return fill("（一）", 12*mib) },
	"titles.txt":      func(*testing.T) []byte { return fill("《", 12*mib) },
	"nested.txt":      func(*testing.T) []byte { return append(fill("《〈甲", 6*mib), fill("〉》", 6*mib)...) },
	"quotes.txt":      func(*testing.T) []byte { return fill("「", 12*mib) },
	"open quotes.txt": func(*testing.T) []byte { return fill("第一条 “甲\n", 8*mib) },
	"ranges.txt":      func(*testing.T) []byte { return fill("第一条至第九万条", 8*mib) },
	"own ranges.txt":  func(*testing.T) []byte { return fill("本办法第一条至第九万条、", 8*mib) },
	"digits.txt":      func(*testing.T) []byte { return fill("一", 8*mib) },
	"nested.html":     func(*testing.T) []byte { return append([]byte("<html><body>"), fill("<div>", 8*mib)...) },
	"tables.html":     func(*testing.T) []byte { return append([]byte("<html><body>"), fill("<table><tr><td>", 8*mib)...) },
	"nested.docx":     func(t *testing.T) []byte { return document(t, strings.Repeat("<w:sdt><w:sdtContent>", 1e5)) },
	"tables.docx": func(t *testing.T) []byte {
		return document(t, strings.Repeat("<w:tbl><w:tr><w:tc>", 120)+strings.Repeat("<w:p><w:r><w:t>第一条 甲</w:t></w:r></w:p>", 50000)+strings.Repeat("</w:tc></w:tr></w:tbl>", 120))
	},
	"random.txt":  func(*testing.T) []byte { return randomBytes(8 * mib) },
	"random.docx": func(*testing.T) []byte { return append([]byte("PK\x03\x04"), randomBytes(8*mib)...) },
}

// randomBytes are random bytes, the same each time.
func randomBytes(size int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// document is a Word document with a body.
func document(t *testing.T, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, part := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"word/document.xml":   `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(part)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBounds runs parse and cite on hostile files as whole processes, output
// included: each ends within 5 s of processor time and 600 MB.
func TestBounds(t *testing.T) {
	dir := t.TempDir()
	for name, content := range hostile {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content(t), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, command := range []string{"parse", "cite"} {
			t.Run(command+" "+name, func(t *testing.T) {
				took, memory := cost(t, dir, command, path)
				t.Logf("%v, %d MB", took, memory/mib)
				if took > 5*time.Second || memory > 600*mib {
					t.Errorf("took %v and %d MB", took, memory/mib)
				}
			})
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// cost is the processor time and the most memory, in bytes, that a command
// took on a file it may read or refuse.
func cost(t *testing.T, dir, command, path string) (time.Duration, int64) {
	t.Helper()
	p := hefa(t, dir, command, path)
	out, err := os.Create(filepath.Join(dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	p.Stdout = out
	err = p.Run()
	if e := out.Close(); e != nil {
		t.Fatal(e)
	}
	if code := p.ProcessState.ExitCode(); code != 0 && code != 1 {
		t.Fatalf("exit %d, %v: %s", code, err, p.stderr.String())
	}
	usage, ok := p.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		t.Fatal("the system does not say what a process took")
	}
	return p.ProcessState.UserTime() + p.ProcessState.SystemTime(), usage.Maxrss * 1024
}
