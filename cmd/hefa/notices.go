package main

import (
	"errors"

	"hefa/review"
	"hefa/review/notice"
	"hefa/web"
)

// notices tells people what concerns them.
func (s *site) openNotices() error {
	mailer, err := s.app.mailer()
	if err != nil {
		return err
	}
	rules, err := review.New(s.store)
	if err != nil {
		return err
	}
	s.notices = &notice.Notices{Store: s.store, Review: rules, Mail: mailer, Compose: web.MailText}
	return nil
}

// mailSettings are what can be wrong with the settings of the mail server, and
// the sentences that say so.
var mailSettings = map[error]string{
	notice.ErrMailServer: "smtp-server", notice.ErrMailClear: "smtp-clear", notice.ErrMailFrom: "smtp-from", notice.ErrMailURL: "smtp-url",
}

// mailer sends mails; nil where no mail server is set.
func (a *app) mailer() (*notice.Mailer, error) {
	if a.SMTPURL == "" {
		return nil, nil
	}
	m, err := notice.NewMailer(notice.MailConfig{Server: a.SMTPURL, From: a.SMTPFrom, CA: a.SMTPCA, Titles: a.MailTitles, URL: a.PublicURL})
	for known, key := range mailSettings {
		if errors.Is(err, known) {
			return nil, a.usage(key)
		}
	}
	return m, err
}
