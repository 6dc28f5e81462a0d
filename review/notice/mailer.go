package notice

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// Mailer sends mails through one SMTP server.
type Mailer struct {
	client *mail.Client
	from   string
	// domain stands at the end of each Message-ID.
	domain string
	// Titles lets mails name documents. It is off unless the installation asks:
	// a mail leaves the house, and a title can be a secret.
	Titles bool
	// URL is where people reach the pages.
	URL string
}

// MailConfig says where mails go out.
type MailConfig struct {
	// Server is smtp://user:password@host:587 (TLS by STARTTLS, required) or
	// smtps://user:password@host:465 (TLS from the start). smtp://host:25?tls=none
	// sends in the clear, to a relay that asks for no password.
	Server string
	// From is the sender's address.
	From string
	// CA is a file of certificates to trust besides the system's, or "".
	CA     string
	Titles bool
	URL    string
}

// What can be wrong with a [MailConfig].
var (
	ErrMailServer = errors.New("the address of the mail server must look like smtp://user:password@host:587 or smtps://host:465")
	ErrMailClear  = errors.New("a password is not sent in the clear: leave out tls=none, or the password")
	ErrMailFrom   = errors.New("the sender's address is missing or malformed")
	ErrMailURL    = errors.New("mails need the public address of the pages")
)

// patience is how long the mail server may take over one mail.
const patience = 30 * time.Second

// NewMailer reads the settings; it does not connect. Its errors never hold the
// password.
func NewMailer(c MailConfig) (*Mailer, error) {
	u, err := url.Parse(c.Server)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, ErrMailServer
	}
	password, secret := u.User.Password()
	plain := u.Query().Get("tls") == "none"
	if u.Scheme == "smtps" && plain || u.Query().Get("tls") != "" && !plain {
		return nil, ErrMailServer
	}
	if plain && secret {
		return nil, ErrMailClear
	}
	probe := mail.NewMsg()
	if c.From == "" || probe.From(c.From) != nil {
		return nil, ErrMailFrom
	}
	if c.URL == "" {
		return nil, ErrMailURL
	}
	options, err := c.options(u, plain)
	if err != nil {
		return nil, err
	}
	if u.User != nil {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(u.User.Username()), mail.WithPassword(password))
	}
	client, err := mail.NewClient(u.Hostname(), options...)
	if err != nil {
		return nil, ErrMailServer
	}
	_, domain, _ := strings.Cut(strings.TrimRight(c.From, ">"), "@")
	return &Mailer{client: client, from: c.From, domain: domain, Titles: c.Titles, URL: strings.TrimRight(c.URL, "/")}, nil
}

// options are how to connect.
func (c MailConfig) options(u *url.URL, plain bool) ([]mail.Option, error) {
	port, policy := 587, mail.TLSMandatory
	if u.Scheme == "smtps" {
		port = 465
	}
	if plain {
		port, policy = 25, mail.NoTLS
	}
	if text := u.Port(); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, ErrMailServer
		}
		port = n
	}
	trust := &tls.Config{ServerName: u.Hostname(), MinVersion: tls.VersionTLS12}
	if c.CA != "" {
		pem, err := os.ReadFile(c.CA)
		if err != nil {
			return nil, fmt.Errorf("reading certificates: %w", err)
		}
		if trust.RootCAs, err = x509.SystemCertPool(); err != nil {
			trust.RootCAs = x509.NewCertPool()
		}
		if !trust.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("reading certificates: %s holds none", c.CA)
		}
	}
	options := []mail.Option{mail.WithPort(port), mail.WithTimeout(patience), mail.WithTLSPolicy(policy), mail.WithTLSConfig(trust)}
	if u.Scheme == "smtps" {
		options = append(options, mail.WithSSL())
	}
	return options, nil
}

// send tries to send one mail: "sent", "later", or "given-up" where the server
// refuses it for good, with the server's code, 0 where it had none and -1 where
// all went well. Of the mail nothing goes to the log.
func (m *Mailer) send(ctx context.Context, q queued, subject, text string) (string, int) {
	msg := mail.NewMsg(mail.WithCharset(mail.CharsetUTF8))
	if err := errors.Join(msg.From(m.from), msg.To(q.address)); err != nil {
		return "given-up", 0
	}
	msg.Subject(subject)
	msg.SetDateWithValue(q.at)
	msg.SetMessageIDWithValue(string(q.id) + "@" + m.domain)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(mail.TypeTextPlain, text)
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := m.client.DialAndSendWithContext(ctx, msg)
	if err == nil {
		return "sent", -1
	}
	var refused *mail.SendError
	var lost net.Error
	code := 0
	if errors.As(err, &refused) {
		code = refused.ErrorCode()
	}
	slog.WarnContext(ctx, "a mail was not sent", "mail", q.id, "tries", q.tries+1, "code", code, "network", errors.As(err, &lost))
	if refused != nil && code >= 500 && !refused.IsTemp() {
		return "given-up", code
	}
	return "later", code
}
