package main

import (
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"hefa/storage/derived"
)

// Settings are the flags and HEFA_* variables that say where everything is.
type Settings struct {
	DatabaseURL    string   `help:"help_database_url" env:"HEFA_DATABASE_URL" placeholder:"URL"`
	S3Endpoint     string   `name:"s3-endpoint" help:"help_s3_endpoint" env:"HEFA_S3_ENDPOINT" placeholder:"HOST:PORT"`
	S3Bucket       string   `name:"s3-bucket" help:"help_s3_bucket" env:"HEFA_S3_BUCKET" placeholder:"NAME"`
	S3AccessKey    string   `name:"s3-access-key" help:"help_s3_access_key" env:"HEFA_S3_ACCESS_KEY" placeholder:"KEY"`
	S3SecretKey    string   `name:"s3-secret-key" help:"help_s3_secret_key" env:"HEFA_S3_SECRET_KEY" placeholder:"KEY"`
	S3Region       string   `name:"s3-region" help:"help_s3_region" env:"HEFA_S3_REGION" placeholder:"REGION"`
	S3Secure       bool     `name:"s3-secure" help:"help_s3_secure" env:"HEFA_S3_SECURE" default:"true" negatable:""`
	Data           string   `help:"help_data" env:"HEFA_DATA" default:"./data" placeholder:"DIR"`
	Listen         string   `help:"help_listen" env:"HEFA_LISTEN" placeholder:"HOST:PORT"`
	TZ             string   `name:"tz" help:"help_tz" env:"HEFA_TZ" default:"Asia/Shanghai" placeholder:"ZONE"`
	PublicURL      string   `name:"public-url" help:"help_public_url" env:"HEFA_PUBLIC_URL" placeholder:"URL"`
	TLSCert        string   `name:"tls-cert" help:"help_tls_cert" env:"HEFA_TLS_CERT" placeholder:"FILE"`
	TLSKey         string   `name:"tls-key" help:"help_tls_key" env:"HEFA_TLS_KEY" placeholder:"FILE"`
	TrustedProxies []string `help:"help_trusted_proxies" env:"HEFA_TRUSTED_PROXIES" placeholder:"CIDR"`
	MetricsOpen    bool     `help:"help_metrics_open" env:"HEFA_METRICS_OPEN"`
	MaxUpload      byteSize `help:"help_max_upload" env:"HEFA_MAX_UPLOAD" default:"100MB" placeholder:"SIZE"`
	Soffice        string   `help:"help_soffice" env:"HEFA_SOFFICE" placeholder:"PROGRAM"`
	SMTPURL        string   `name:"smtp-url" help:"help_smtp_url" env:"HEFA_SMTP_URL" placeholder:"URL"`
	SMTPFrom       string   `name:"smtp-from" help:"help_smtp_from" env:"HEFA_SMTP_FROM" placeholder:"ADDRESS"`
	SMTPCA         string   `name:"smtp-ca" help:"help_smtp_ca" env:"HEFA_SMTP_CA" placeholder:"FILE"`
	MailTitles     bool     `help:"help_mail_titles" env:"HEFA_MAIL_TITLES"`
	Now            instant  `help:"help_now" env:"HEFA_NOW" placeholder:"TIME"`
}

// defaultListen is where serve listens when it is not told.
const defaultListen = "127.0.0.1:8080"

// embedded reports whether hefa runs its own PostgreSQL.
func (s *Settings) embedded() bool { return s.DatabaseURL == "" }

// path is a place in the data folder.
func (s *Settings) path(name string) string { return filepath.Join(s.Data, name) }

// loopback reports whether only this machine can reach where serve listens.
func (s *Settings) loopback() bool {
	host, _, err := net.SplitHostPort(s.Listen)
	if s.Listen == "" {
		return true
	}
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// check finds settings that contradict each other.
func (a *app) check() error {
	switch s := &a.Settings; {
	case (s.TLSCert == "") != (s.TLSKey == ""):
		return a.usage("tls-both")
	case s.Now.offset != 0 && !s.embedded():
		return a.usage("now-embedded")
	case s.Soffice != "" && derived.FindOffice(s.Soffice) == "":
		return a.usage("no-soffice", s.Soffice)
	case s.S3Endpoint != "" && s.S3Bucket == "":
		return a.usage("s3-bucket-missing")
	}
	if _, err := time.LoadLocation(a.TZ); err != nil {
		return a.usage("unknown-zone", a.TZ)
	}
	_, err := a.mailer()
	return err
}

// list names every setting with its value in force, secrets hidden.
func (s *Settings) list() [][2]string {
	listen := s.Listen
	if listen == "" {
		listen = defaultListen
	}
	return [][2]string{
		{"HEFA_DATABASE_URL", hidePassword(s.DatabaseURL)},
		{"HEFA_S3_ENDPOINT", s.S3Endpoint},
		{"HEFA_S3_BUCKET", s.S3Bucket},
		{"HEFA_S3_ACCESS_KEY", hide(s.S3AccessKey)},
		{"HEFA_S3_SECRET_KEY", hide(s.S3SecretKey)},
		{"HEFA_S3_REGION", s.S3Region},
		{"HEFA_S3_SECURE", strconv.FormatBool(s.S3Secure)},
		{"HEFA_DATA", s.Data},
		{"HEFA_LISTEN", listen},
		{"HEFA_TZ", s.TZ},
		{"HEFA_PUBLIC_URL", s.PublicURL},
		{"HEFA_TLS_CERT", s.TLSCert},
		{"HEFA_TLS_KEY", s.TLSKey},
		{"HEFA_TRUSTED_PROXIES", strings.Join(s.TrustedProxies, ",")},
		{"HEFA_METRICS_OPEN", strconv.FormatBool(s.MetricsOpen)},
		{"HEFA_MAX_UPLOAD", s.MaxUpload.String()},
		{"HEFA_SOFFICE", derived.FindOffice(s.Soffice)},
		{"HEFA_SMTP_URL", hidePassword(s.SMTPURL)},
		{"HEFA_SMTP_FROM", s.SMTPFrom},
		{"HEFA_SMTP_CA", s.SMTPCA},
		{"HEFA_MAIL_TITLES", strconv.FormatBool(s.MailTitles)},
		{"HEFA_NOW", s.Now.written},
	}
}

const hidden = "******"

func hide(secret string) string {
	if secret == "" {
		return ""
	}
	return hidden
}

// hidePassword hides the password of a database address. One that is not a
// URL may hold it anywhere, so nothing of it is shown.
func hidePassword(dsn string) string {
	u, err := url.Parse(dsn)
	if dsn == "" || err == nil && u.Scheme != "" {
		return strings.ReplaceAll(redact(u), url.QueryEscape(hidden), hidden)
	}
	return hidden
}

func redact(u *url.URL) string {
	q := u.Query()
	for _, name := range []string{"password", "sslpassword"} {
		if q.Has(name) {
			q.Set(name, hidden)
		}
	}
	u.RawQuery = q.Encode()
	if _, has := u.User.Password(); has {
		u.User = url.UserPassword(u.User.Username(), hidden)
	}
	return u.String()
}

// byteSize is a number of bytes, written 100MB, 512KB or 1048576. The units
// are of 1024.
type byteSize int64

var byteUnits = []struct {
	suffix string
	bytes  int64
}{{"GB", 1 << 30}, {"MB", 1 << 20}, {"KB", 1 << 10}, {"B", 1}, {"", 1}}

// UnmarshalText implements [encoding.TextUnmarshaler].
func (b *byteSize) UnmarshalText(text []byte) error {
	written := strings.ToUpper(strings.TrimSpace(string(text)))
	for _, unit := range byteUnits {
		digits, ok := strings.CutSuffix(written, unit.suffix)
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(strings.TrimSpace(digits), 10, 64)
		if err != nil || n <= 0 || n > (1<<50)/unit.bytes {
			break
		}
		*b = byteSize(n * unit.bytes)
		return nil
	}
	return fmt.Errorf("%q is no size such as 100MB", text)
}

// String is the size in the largest unit that divides it.
func (b byteSize) String() string {
	for _, unit := range byteUnits {
		if int64(b)%unit.bytes == 0 {
			return strconv.FormatInt(int64(b)/unit.bytes, 10) + unit.suffix
		}
	}
	return strconv.FormatInt(int64(b), 10)
}

// instant is a time to travel to: RFC 3339, or a day (its 09:00).
type instant struct {
	written string
	offset  time.Duration
}

// UnmarshalText implements [encoding.TextUnmarshaler].
func (i *instant) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	t, err := time.Parse(time.RFC3339, string(text))
	if err != nil {
		shanghai := time.FixedZone("CST", 8*60*60)
		if t, err = time.ParseInLocation("2006-01-02", string(text), shanghai); err != nil {
			return fmt.Errorf("%q is neither 2026-03-01 nor 2026-03-01T09:00:00+08:00", text)
		}
		t = t.Add(9 * time.Hour)
	}
	*i = instant{written: string(text), offset: time.Until(t)}
	return nil
}
