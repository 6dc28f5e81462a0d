package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unicode"
)

// Whatever is wrong with a command line is said in Chinese, with the words that
// were typed.
func TestUsageIsChinese(t *testing.T) {
	t.Setenv("HEFA_LANG", "zh")
	for line, want := range map[string]string{
		"redline":                        `缺少 "<old> <new>"`,
		"redline a b c":                  "没有命令“c”，或者参数多了",
		"redlin a":                       `没有命令“redlin”，或者参数多了（是不是 "redline"？）。`,
		"redline --nope a b":             "没有选项 --nope",
		"redline --format pdf a b":       `--format 只能是 "json","html","text","docx","table" 之一，不能是 "pdf"`,
		"redline --date tomorrow a b":    `--date 要写成 2026-03-01 这样的日期，不能是 "tomorrow"`,
		"redline --date 2026-02-30 a b":  `--date 要写成 2026-03-01 这样的日期，不能是 "2026-02-30"`,
		"redline --date 2026-01-01T a b": `--date 要写成 2026-03-01 这样的日期，不能是 "2026-01-01T"`,
		"--lang fr version":              `--lang 只能是 "zh","en" 之一，不能是 "fr"`,
		"redline --only-changes=so a b":  `--only-changes 只能是 true 或 false，不能是 "so"`,
		"redline a b -o":                 "--output 后面缺少内容",
		"redline - -":                    "标准输入",
		"search --limit x y":             `--limit 要写整数，不能是 "x"`,
		"--max-upload 1.5 version":       `--max-upload 要写成 100MB 这样的大小，不能是 "1.5"`,
		"user add x":                     "缺少 --name=NAME",
		"user":                           `缺少 "add", "list", "password", "role"`,
		"redline --output= rule.md b.md": "-o 后面没有文件名",
		"redline --fixed a b":            "--fixed 只用于 --format docx",
		"redline a b \x1bc\u202e":        "␛c〔U+202E〕",
	} {
		var stderr bytes.Buffer
		if code := run(t.Context(), strings.Split(line, " "), strings.NewReader(""), io.Discard, &stderr); code != exitUsage {
			t.Errorf("%q ends with %d", line, code)
		}
		said := stderr.String()
		if !strings.HasPrefix(said, "hefa: ") || !strings.Contains(said, want) {
			t.Errorf("%q: %q, want %q", line, said, want)
		}
		if strings.ContainsFunc(strings.TrimSpace(said), func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) {
			t.Errorf("%q: %q gives the terminal orders", line, said)
		}
	}
}

// What a file system refuses is said in Chinese first.
func TestWritingFails(t *testing.T) {
	for err, want := range map[error]string{
		syscall.ENOSPC:       "磁盘已满",
		syscall.EDQUOT:       "磁盘已满",
		syscall.EROFS:        "磁盘是只读的",
		syscall.ENOTDIR:      "不是文件夹",
		syscall.ENAMETOOLONG: "文件名过长",
	} {
		said := chinese.sentence(fmt.Errorf("writing x.docx: %w", &fs.PathError{Op: "write", Path: "x.docx", Err: err}))
		if said[0] < 0x80 || !strings.Contains(said, want) || !strings.Contains(said, "x.docx") {
			t.Errorf("%v: %q, want %q", err, said, want)
		}
	}
}

func TestRedlineIntoNoFolder(t *testing.T) {
	t.Setenv("HEFA_LANG", "zh")
	rule := filepath.Join(t.TempDir(), "rule.md")
	if err := os.WriteFile(rule, []byte("# 云州市停车办法\n\n第一条　为了规范停车，制定本办法。\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "没有", "这里")
	var stderr bytes.Buffer
	code := run(t.Context(), []string{"redline", "-o", filepath.Join(folder, "x.docx"), rule, rule}, strings.NewReader(""), io.Discard, &stderr)
	if want := "hefa: 文件夹 " + folder + " 不存在，请先建立。\n"; code != exitFailed || stderr.String() != want {
		t.Errorf("%d, %q, want %q", code, stderr.String(), want)
	}
}

// The text of a redline gives a terminal no orders.
func TestRedlineTextIsVisible(t *testing.T) {
	dir := t.TempDir()
	var names []string
	for k, price := range []string{"三十万元", "\x1b[8m\u202e三十万元\u202c"} {
		name := filepath.Join(dir, fmt.Sprint(k, ".txt"))
		if err := os.WriteFile(name, []byte("云州市场地办法\n第一条　场地使用费为"+price+"。\n第二条　使用人应当在使用结束后恢复场地原状，并清理遗留物品。\n第三条　违反本办法规定的，由市场地管理机构责令改正。\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	for format, shown := range map[string]bool{"text": true, "html": true, "json": false} {
		var out bytes.Buffer
		if code := run(t.Context(), append([]string{"redline", "--format", format}, names...), strings.NewReader(""), &out, io.Discard); code != exitOK {
			t.Fatal(code)
		}
		raw := strings.Contains(out.String(), "\u202e") || strings.Contains(out.String(), "\x1b")
		if raw == shown || strings.Contains(out.String(), "␛[8m〔U+202E〕") != shown {
			t.Errorf("%s: %q", format, out.String())
		}
	}
}
