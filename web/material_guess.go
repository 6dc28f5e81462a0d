package web

import (
	"strings"

	"hefa/review/procedure"
)

// guessItem finds the item of a checklist that a file's name tells of: the one
// with whose name it shares the longest run of characters, of at least two.
// Where there is none it is the item for everything else, or "". js/drop.js
// guesses the same.
func guessItem(items []procedure.MaterialItem, file string) string {
	best, found := 1, ""
	for _, item := range items {
		if n := sharedRun(item.Name, file); n > best {
			best, found = n, item.Code
		}
	}
	if found != "" {
		return found
	}
	for _, item := range items {
		if item.Code == "other" {
			return item.Code
		}
	}
	return ""
}

// sharedRun is the length in characters of the longest run that stands in both.
func sharedRun(name, file string) int {
	r := []rune(name)
	for n := len(r); n > 0; n-- {
		for i := 0; i+n <= len(r); i++ {
			if strings.Contains(file, string(r[i:i+n])) {
				return n
			}
		}
	}
	return 0
}
