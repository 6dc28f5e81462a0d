package main

import (
	"regexp"
	"strings"
)

// usages are the faults that kong finds in a command line, by its words, which
// are English and no types. What the pattern's groups hold fills the gaps of
// the sentence.
var usages = []struct{ pattern, key string }{
	{`^unknown flag (\S+)$`, "usage-flag"},
	{`^unexpected argument (.+)$`, "usage-argument"},
	{`^expected (?:one of )?(.+)$`, "usage-missing"},
	{`^missing flags: (.+)$`, "usage-missing"},
	{`^(--\S+) must be one of (?:"",)?(.+) but got (".*")$`, "usage-choice"},
	{`^(--\S+): expected .+ but got "EOL" `, "usage-no-value"},
	{`^(--\S+): parsing time (".*?")(?: as |: )`, "usage-day"},
	{`^(--\S+): expected a valid \d+ bit u?int but got (".*")$`, "usage-number"},
	{`^(--\S+): bool value must be .+ but got (".*")$`, "usage-yes-no"},
	{`^(--\S+): (".*") is no size such as`, "usage-size"},
}

// usage says what is wrong with a command line, in kong's own words where it is
// none of the usual faults.
func (l lang) usage(err error) string {
	fault, meant, guessed := strings.Cut(strings.TrimSuffix(err.Error(), "?"), ", did you mean ")
	said := fault
	for _, u := range usages {
		m := regexp.MustCompile(u.pattern).FindStringSubmatch(fault)
		if m == nil {
			continue
		}
		gaps := make([]any, len(m)-1)
		for k, gap := range m[1:] {
			gaps[k] = gap
		}
		said = l.say(u.key, gaps...)
		break
	}
	if guessed {
		said += l.say("usage-meant", strings.TrimPrefix(meant, "one of "))
	}
	return l.say("usage", said)
}
