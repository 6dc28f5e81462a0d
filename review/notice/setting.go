package notice

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/mail"
	"strings"

	"hefa/storage"
)

// ActSetting is logged when a person chooses how to be told.
const ActSetting storage.Act = "notice-setting"

// How says how a person is told besides the page.
type How string

// The ways to be told: on the page only, by a mail for each notice, by one
// mail a day.
const (
	PageOnly How = "none"
	AtOnce   How = "once"
	OnceADay How = "daily"
)

// Hows lists them.
var Hows = []How{PageOnly, AtOnce, OnceADay}

// Setting is a person's choice.
type Setting struct {
	Mail    How    `json:"mail"`
	Address string `json:"address"`
}

// Setting reads a person's choice; without one it is the page only.
func (n *Notices) Setting(ctx context.Context, person storage.ID) (Setting, error) {
	s := Setting{Mail: PageOnly}
	err := n.Store.DB.QueryRowContext(ctx, `SELECT mail, address FROM notice_setting WHERE person = $1`, person).Scan(&s.Mail, &s.Address)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return s, fmt.Errorf("reading how to tell %s: %w", person, err)
	}
	return s, nil
}

// SaveSetting keeps the actor's choice. Mails need an address. The log has the
// choice, not the address.
func (n *Notices) SaveSetting(ctx context.Context, a *storage.Actor, s Setting) error {
	s.Address = strings.TrimSpace(s.Address)
	switch s.Mail {
	case PageOnly, AtOnce, OnceADay:
	default:
		return &storage.Invalid{Field: "mail", Code: "unknown", Detail: string(s.Mail)}
	}
	if s.Mail != PageOnly && s.Address == "" {
		return &storage.Invalid{Field: "address", Code: "required"}
	}
	if s.Address != "" {
		parsed, err := mail.ParseAddress(s.Address)
		if err != nil || parsed.Address != s.Address || len(s.Address) > 254 {
			return &storage.Invalid{Field: "address", Code: "mail-address"}
		}
	}
	return n.Store.Do(ctx, a, func(tx *storage.Tx) error {
		_, err := tx.Exec(`INSERT INTO notice_setting (person, mail, address) VALUES ($1, $2, $3)
			ON CONFLICT (person) DO UPDATE SET mail = excluded.mail, address = excluded.address`, a.Person, s.Mail, s.Address)
		if err != nil {
			return fmt.Errorf("keeping how to tell %s: %w", a.Person, err)
		}
		tx.Log(storage.Event{Act: ActSetting, Detail: map[string]string{"mail": string(s.Mail)}})
		return nil
	})
}
