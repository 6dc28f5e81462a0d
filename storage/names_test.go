package storage_test

import (
	"errors"
	"testing"

	"hefa/storage"
)

func TestTextNames(t *testing.T) {
	for _, good := range []string{"1", "27", "v1", "v300"} {
		n, err := storage.ParseTextName(good)
		if err != nil || n.String() != good {
			t.Errorf("%s: %q, %v", good, n, err)
		}
	}
	for _, bad := range []string{"", "0", "v0", "-1", "01", "v", "1v", "v1.0", "99999999999999999999"} {
		if _, err := storage.ParseTextName(bad); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestCleanName(t *testing.T) {
	for in, want := range map[string]string{
		"办法.docx":               "办法.docx",
		`C:\Users\甲\送审稿 1.docx`: "送审稿 1.docx",
		"../../etc/passwd":      "passwd",
		"a\x00b\n.txt":          "ab.txt",
		"gpj.\u202etxt":         "gpj.txt",
		"":                      "未命名",
		"..":                    "未命名",
	} {
		if got := storage.CleanName(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}
