package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	weblang "hefa/web/lang"
)

// lang is the language of what a command says: 0 is Chinese, 1 English.
type lang int

const (
	chinese lang = 0
	english lang = 1
)

// chooseLang finds the language before anything else is understood: --lang,
// then HEFA_LANG, then the locale; Chinese where none says English.
func chooseLang(args []string) lang {
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if v, ok := strings.CutPrefix(arg, "--lang="); ok {
			return langOf(v)
		}
		if arg == "--lang" && i+1 < len(args) {
			return langOf(args[i+1])
		}
	}
	for _, name := range []string{"HEFA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return langOf(v)
		}
	}
	return chinese
}

func langOf(locale string) lang {
	if strings.HasPrefix(strings.ToLower(locale), "en") {
		return english
	}
	return chinese
}

// tag is the language as Accept-Language has it.
func (l lang) tag() string {
	if l == english {
		return "en"
	}
	return "zh-CN"
}

// pages is the language as the pages name it.
func (l lang) pages() weblang.Lang {
	if l == english {
		return weblang.En
	}
	return weblang.Zh
}

// say is the sentence of a key, its gaps filled.
func (l lang) say(key string, args ...any) string {
	both, ok := words[key]
	if !ok {
		both, ok = errorWords[key]
	}
	if !ok {
		panic("no words for " + key)
	}
	if len(args) == 0 {
		return both[l]
	}
	return fmt.Sprintf(both[l], args...)
}

// translate puts the sentences of the help in the place of their keys, which
// the tags of commands and flags hold.
func (l lang) translate(node *kong.Node) {
	help := func(key *string) {
		if strings.HasPrefix(*key, "help_") {
			*key = l.say(*key)
		}
	}
	help(&node.Help)
	for _, f := range node.Flags {
		help(&f.Help)
	}
	for _, p := range node.Positional {
		help(&p.Help)
	}
	for _, c := range node.Children {
		l.translate(c)
	}
}

// bare are the commands that open nothing, and need no settings.
var bare = map[string]bool{"parse": true, "cite": true, "redline": true, "version": true}

// printHelp is kong's own help, its headings in the person's language and
// without the settings where the command needs none.
func (l lang) printHelp(options kong.HelpOptions, ctx *kong.Context) error {
	l.translate(ctx.Model.Node)
	if node := ctx.Selected(); node != nil && bare[node.Name] {
		for _, f := range ctx.Model.Flags {
			f.Hidden = f.Group != nil
		}
	}
	var page bytes.Buffer
	out := ctx.Stdout
	ctx.Stdout = &page
	err := kong.DefaultHelpPrinter(options, ctx)
	ctx.Stdout = out
	if err != nil {
		return fmt.Errorf("writing the help: %w", err)
	}
	text := page.String()
	if l == chinese {
		text = chineseHelp.Replace(text)
	}
	_, err = io.WriteString(out, text)
	return err
}

var chineseHelp = strings.NewReplacer(
	"Usage: ", "用法：", "\nArguments:\n", "\n参数：\n", "\nFlags:\n", "\n选项：\n", "\nCommands:\n", "\n命令：\n",
	"[flags]", "[选项]", "<command>", "<命令>", "Show context-sensitive help.", "显示用法。",
	`Run "hefa <命令> --help" for more information on a command.`, "用“hefa <命令> --help”查看每个命令的用法。",
	`Run "hefa <command> --help" for more information on a command.`, "用“hefa <命令> --help”查看每个命令的用法。",
)
