package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"unicode/utf8"

	"github.com/alecthomas/kong"

	"hefa/lawtext"
)

// The exit codes of every command.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// commands is the whole command line.
type commands struct {
	Lang     string `help:"help_lang" enum:",zh,en" default:"" env:"HEFA_LANG" placeholder:"zh|en"`
	Settings `embed:"" group:"settings"`

	Serve   serveCommand   `cmd:"" help:"help_serve"`
	Migrate migrateCommand `cmd:"" help:"help_migrate"`
	Config  configCommand  `cmd:"" help:"help_config"`
	Version versionCommand `cmd:"" help:"help_version"`
	Parse   parseCommand   `cmd:"" help:"help_parse"`
	Cite    citeCommand    `cmd:"" help:"help_cite"`
	Redline redlineCommand `cmd:"" help:"help_redline"`
	Import  importCommand  `cmd:"" help:"help_import"`
	Search  searchCommand  `cmd:"" help:"help_search"`
	Reindex reindexCommand `cmd:"" help:"help_reindex"`
	Backup  backupCommand  `cmd:"" help:"help_backup"`
	Restore restoreCommand `cmd:"" help:"help_restore"`
	Fsck    fsckCommand    `cmd:"" help:"help_fsck"`
	User    userCommand    `cmd:"" help:"help_user"`
}

// exit is what kong's help flag ends with: the code, thrown past kong.
type exit int

// run does what one command line says and answers the exit code: the one
// place where an error becomes a sentence and a code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	l := chooseLang(args)
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(exit)
			if !ok {
				panic(r)
			}
			code = int(e)
		}
	}()
	var c commands
	parser, err := kong.New(&c,
		kong.Name("hefa"), kong.Description(l.say("description")),
		kong.Writers(stdout, stderr), kong.Exit(func(n int) { panic(exit(n)) }),
		kong.Help(l.printHelp), kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
		kong.ExplicitGroups([]kong.Group{{Key: "settings", Title: l.say("group-settings")}}),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		panic(err) // the commands above are wrong, whatever was typed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		if !utf8.ValidString(err.Error()) { // a word behind a minus, taken for flags byte by byte
			say(stderr, "hefa: %s", l.say("usage-minus"))
			return exitUsage
		}
		say(stderr, "hefa: %s", l.usage(err))
		return exitUsage
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	a := &app{Settings: c.Settings, lang: l, stdin: stdin, stdout: stdout, stderr: stderr}
	err = chosen.Run(a)
	var usage *usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &usage):
		say(stderr, "hefa: %s", usage.sentence)
		return exitUsage
	}
	say(stderr, "hefa: %s", l.sentence(err))
	return exitFailed
}

// usageError is a command line that kong understood and the command does not.
type usageError struct{ sentence string }

func (e *usageError) Error() string { return e.sentence }

func (a *app) usage(key string, args ...any) error {
	return &usageError{a.lang.say(key, args...)}
}

// say writes one line to a person, in which nothing hides or gives the terminal
// orders; where it cannot be written there is nobody to tell.
func say(w io.Writer, format string, args ...any) {
	_, _ = io.WriteString(w, lawtext.Visible(fmt.Sprintf(format, args...))+"\n")
}
