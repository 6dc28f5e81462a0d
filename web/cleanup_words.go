package web

import (
	"hefa/review/cleanup"
	"hefa/storage"
	"hefa/web/lang"
)

// cleanupWords are the words of an exported list of a campaign.
func cleanupWords(l lang.Lang) cleanup.Words {
	w := cleanup.Words{Sheet: l.Say("cleanup-sheet.name")}
	for i, column := range []string{"number", "title", "issuing", "issuing-number", "published", "effective", "evidence",
		"conclusion", "grounds", "ends", "status"} {
		w.Columns[i] = l.Say("cleanup-sheet." + column)
	}
	w.Conclusion = func(c cleanup.Conclusion) string {
		if c == "" {
			return l.Say("cleanup-conclusion.open")
		}
		return l.Say("cleanup-conclusion." + string(c))
	}
	w.Status = func(s storage.Status) string { return l.Say("status." + string(s)) }
	return w
}
