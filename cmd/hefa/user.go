package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"strings"

	"golang.org/x/term"

	"hefa/storage"
)

type userCommand struct {
	Add      userAddCommand      `cmd:"" help:"help_user_add"`
	List     userListCommand     `cmd:"" help:"help_user_list"`
	Password userPasswordCommand `cmd:"" help:"help_user_password"`
	Role     userRoleCommand     `cmd:"" help:"help_user_role"`
}

// bodyFlags say in which body a role is held.
type bodyFlags struct {
	Body     string           `help:"help_user_body" placeholder:"NAME"`
	BodyKind storage.BodyKind `help:"help_user_body_kind" enum:",government,department,county,county-department,external" default:"" placeholder:"KIND"`
	Parent   string           `help:"help_user_parent" placeholder:"NAME"`
}

type userAddCommand struct {
	Account string       `arg:"" help:"help_user_account"`
	Name    string       `help:"help_user_name" required:"" placeholder:"NAME"`
	Role    storage.Role `help:"help_user_role_flag" enum:",drafter,legal,reviewer,head,registrar,cleanup,auditor,admin" default:"" placeholder:"ROLE"`
	bodyFlags
}

// Run makes an account; the password comes from the terminal or standard input.
func (c *userAddCommand) Run(ctx context.Context, a *app) (err error) {
	if (c.Role == "") != (c.Body == "") {
		return a.usage("user-role-body")
	}
	password, err := a.password()
	if err != nil {
		return err
	}
	op, err := a.asOperator(ctx, withoutIndex)
	if err != nil {
		return err
	}
	defer op.closing(&err)
	var made userRow
	err = op.call(ctx, "POST", "/users", nil, newUser{Account: c.Account, Name: c.Name, Password: password,
		roleChange: roleChange{Role: c.Role, Body: c.Body, BodyKind: c.BodyKind, Parent: c.Parent}}, &made)
	if err != nil {
		return err
	}
	say(a.stderr, "%s", a.lang.say("user-added", made.Account))
	return nil
}

type userListCommand struct {
	Format string `help:"help_parse_format" enum:"json,text" default:"text"`
}

// Run lists the accounts with their roles.
func (c *userListCommand) Run(ctx context.Context, a *app) (err error) {
	op, err := a.asOperator(ctx, withoutIndex)
	if err != nil {
		return err
	}
	defer op.closing(&err)
	var rows []userRow
	if err := op.call(ctx, "GET", "/users", nil, nil, &rows); err != nil {
		return err
	}
	if c.Format == "json" {
		return a.printJSON(rows)
	}
	for _, r := range rows {
		var roles []string
		for _, h := range r.Roles {
			roles = append(roles, string(h.Role)+"@"+h.Body)
		}
		if r.Disabled {
			roles = append(roles, a.lang.say("user-disabled"))
		}
		say(a.stdout, "%s\t%s\t%s", r.Account, r.Name, strings.Join(roles, " "))
	}
	return nil
}

type userPasswordCommand struct {
	Account string `arg:"" help:"help_user_account"`
}

// Run gives an account another password.
func (c *userPasswordCommand) Run(ctx context.Context, a *app) (err error) {
	password, err := a.password()
	if err != nil {
		return err
	}
	op, err := a.asOperator(ctx, withoutIndex)
	if err != nil {
		return err
	}
	defer op.closing(&err)
	in := struct{ Password string }{password}
	if err := op.call(ctx, "POST", "/users/"+url.PathEscape(c.Account)+"/password", nil, in, nil); err != nil {
		return err
	}
	say(a.stderr, "%s", a.lang.say("user-password-set", c.Account))
	return nil
}

type userRoleCommand struct {
	Account string       `arg:"" help:"help_user_account"`
	Role    storage.Role `arg:"" help:"help_user_role_flag" enum:"drafter,legal,reviewer,head,registrar,cleanup,auditor,admin"`
	bodyFlags
	End bool `help:"help_user_end"`
}

// Run gives an account a role, or ends it.
func (c *userRoleCommand) Run(ctx context.Context, a *app) (err error) {
	if c.Body == "" {
		return a.usage("user-role-body")
	}
	op, err := a.asOperator(ctx, withoutIndex)
	if err != nil {
		return err
	}
	defer op.closing(&err)
	change := roleChange{Role: c.Role, Body: c.Body, BodyKind: c.BodyKind, Parent: c.Parent, End: c.End}
	if err := op.call(ctx, "POST", "/users/"+url.PathEscape(c.Account)+"/role", nil, change, nil); err != nil {
		return err
	}
	say(a.stderr, "%s", a.lang.say("user-role-set", c.Account))
	return nil
}

// password reads a new password: twice from a terminal, else the first line of
// standard input.
func (a *app) password() (string, error) {
	if f, ok := a.stdin.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return a.typedPassword(f)
	}
	line, err := bufio.NewReader(io.LimitReader(a.stdin, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", a.usage("password-missing")
	}
	return line, nil
}

func (a *app) typedPassword(f *os.File) (string, error) {
	var typed [2]string
	for i, key := range []string{"password-prompt", "password-again"} {
		_, _ = io.WriteString(a.stderr, a.lang.say(key))
		b, err := term.ReadPassword(int(f.Fd()))
		say(a.stderr, "")
		if err != nil {
			return "", err
		}
		typed[i] = string(b)
	}
	if typed[0] != typed[1] {
		return "", &spokenError{a.lang.say("password-differs")}
	}
	return typed[0], nil
}
