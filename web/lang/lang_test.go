package lang_test

import (
	"regexp"
	"testing"

	"hefa/web/lang"
)

var (
	gaps = regexp.MustCompile(`%(\[\d+\])?[a-z]`)
	han  = regexp.MustCompile(`\p{Han}`)
)

// Both languages say every sentence, with the same gaps.
func TestSentences(t *testing.T) {
	keys := lang.Keys()
	if len(keys) < 50 {
		t.Fatalf("only %d sentences were read", len(keys))
	}
	for _, key := range keys {
		zh, en := lang.Zh.Say(key), lang.En.Say(key)
		if zh == "" || en == "" {
			t.Errorf("%s is empty in a language: %q, %q", key, zh, en)
		}
		if a, b := len(gaps.FindAllString(zh, -1)), len(gaps.FindAllString(en, -1)); a != b {
			t.Errorf("%s has %d gaps in Chinese and %d in English", key, a, b)
		}
		if han.MatchString(en) && key != "shell.other-language" {
			t.Errorf("%s is Chinese in English: %q", key, en)
		}
	}
}

// English words agree with the number before them.
func TestNumber(t *testing.T) {
	for got, want := range map[string]string{
		lang.En.Say("clock.left", "1"): "1 working day left", lang.En.Say("clock.left", "12"): "12 working days left",
		lang.En.Say("search.found", "1", "2", "1"): "1 document, 2 articles, 1 place", lang.Zh.Say("clock.left", "1"): "剩 1 个工作日",
		lang.En.Say("say.unanswered", 1): "1 comment waits for an answer", lang.En.Say("desk.inserted", "1"): "+1 char",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestMatch(t *testing.T) {
	for accept, want := range map[string]lang.Lang{
		"": lang.Zh, "en": lang.En, "en-GB,en;q=0.8": lang.En, "zh-CN,zh;q=0.9,en;q=0.5": lang.Zh,
		"fr": lang.Zh, "fr,en;q=0.5": lang.En, "nonsense;;;": lang.Zh, "*": lang.Zh,
	} {
		if got := lang.Match(accept); got != want {
			t.Errorf("Match(%q) = %s, want %s", accept, got, want)
		}
	}
}

func TestFormat(t *testing.T) {
	for got, want := range map[string]string{
		lang.Zh.Day("2024-03-28"): "2024年3月28日", lang.En.Day("2024-03-28"): "28 March 2024", lang.Zh.Day(""): "",
		lang.Zh.Number(118237): "118,237", lang.Zh.Number(-1234): "−1,234", lang.Zh.Number(999): "999",
		lang.Zh.Size(12): "12 字节", lang.En.Size(12345): "12.1 KB", lang.Zh.Size(100 << 20): "100 MB",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
