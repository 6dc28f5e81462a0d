package main

import (
	"strings"

	"hefa/lawtext"
)

type citeCommand struct {
	Format string `help:"help_parse_format" enum:"json,text" default:"json"`
	File   string `arg:"" help:"help_parse_file"`
}

// Run prints what one file cites.
func (c *citeCommand) Run(a *app) error {
	endSoon(readingMemory)
	text, err := a.readText(c.File)
	if err != nil {
		return err
	}
	cited := text.Cited()
	if c.Format == "text" {
		a.printCitations(cited.Citations)
		if cut := cited.Cut; cut != nil {
			say(a.stderr, "%s", a.lang.say("cite-cut", len(cited.Citations), cut.Place, cut.At))
		}
		return nil
	}
	return cited.WriteJSON(a.stdout)
}

// printCitations prints a line a citation: where it stands, its words, and
// the title and the units that they name.
func (a *app) printCitations(citations []lawtext.Citation) {
	for _, c := range citations {
		named := make([]string, 0, len(c.Addresses)+2)
		if c.NormalTitle != "" {
			named = append(named, "《"+c.NormalTitle+"》")
		} else {
			named = append(named, a.lang.say("cite-own"))
		}
		for _, address := range c.Addresses {
			named = append(named, address.String())
		}
		if c.Relation != "" {
			named = append(named, "("+a.lang.say("relation-"+string(c.Relation))+")")
		}
		say(a.stdout, "[%s] %s → %s", c.Unit, c.Raw, strings.Join(named, " "))
	}
}
