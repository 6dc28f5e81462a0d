package storage_test

import (
	"errors"
	"strings"
	"testing"

	"hefa/storage"
)

func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"  示例市办法 ":               "示例市办法",
		"示例市\u202e法办\u200b":      "示例市法办",
		"第一行\r\n第二行":             "第一行 第二行",
		"a\x00b\x01\xff":         "ab",
		strings.Repeat("长", 500): strings.Repeat("长", 500),
	} {
		if got, err := storage.RequiredLine("title", in); got != want || err != nil {
			t.Errorf("%q became %q, %v; want %q", in, got, err, want)
		}
	}
	for in, code := range map[string]string{
		"": "required", "\u200b\u202e ": "required", strings.Repeat("长", 501): "too-long",
	} {
		var invalid *storage.Invalid
		if _, err := storage.RequiredLine("title", in); !errors.As(err, &invalid) || invalid.Code != code || invalid.Field != "title" {
			t.Errorf("%.10q: %v, want %s", in, err, code)
		}
	}
}
