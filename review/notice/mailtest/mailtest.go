// Package mailtest gives tests a real mail server: mailpit, which speaks SMTP
// with STARTTLS and passwords and shows what has come.
package mailtest

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hefa/storage/object/objecttest"
)

// version is mailpit's; .ci/tools builds the same.
const version = "v1.27.11"

// Password is that of the account hefa.
const Password = "mail-secret"

// Server is one mail server, which a test may stop and start again.
type Server struct {
	*objecttest.Program
	// URL is for notice.MailConfig; CA is the certificate to trust.
	URL, CA string
	t       testing.TB
	web     string
}

// Start runs a mail server that takes mail for one domain, until the test ends.
func Start(t testing.TB, domain string) *Server {
	t.Helper()
	dir := t.TempDir()
	smtp := objecttest.FreeAddress(t)
	s := &Server{t: t, web: objecttest.FreeAddress(t), URL: "smtp://hefa:" + Password + "@" + smtp, CA: filepath.Join(dir, "cert.pem")}
	key := filepath.Join(dir, "key.pem")
	certificate(t, s.CA, key)
	passwords := filepath.Join(dir, "passwords")
	if err := os.WriteFile(passwords, []byte("hefa:"+Password+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Program = objecttest.StartProgram(t, "mailpit-"+version, []string{"--listen", s.web, "--smtp", smtp, "--database", filepath.Join(dir, "mail.db"),
		"--disable-version-check", "--smtp-disable-rdns", "--enable-chaos", "--smtp-auth-file", passwords, "--smtp-tls-cert", s.CA, "--smtp-tls-key", key,
		"--smtp-require-starttls", "--smtp-allowed-recipients", "@" + domain + "$"}, func() error {
		c, err := net.Dial("tcp", smtp)
		if err != nil {
			return err
		}
		_ = c.Close() // it listens, that was the question
		_, err = s.get("/readyz")
		return err
	})
	return s
}

// Mail is one mail that has come.
type Mail struct {
	ID        string
	MessageID string
	Subject   string
	To        []struct{ Address string }
	// Text is its words.
	Text string
}

// Mails are all that have come, newest first.
func (s *Server) Mails() []Mail {
	s.t.Helper()
	body, err := s.get("/api/v1/messages?limit=1000")
	if err != nil {
		s.t.Fatal(err)
	}
	var list struct{ Messages []Mail }
	if err := json.Unmarshal(body, &list); err != nil {
		s.t.Fatal(err)
	}
	for i := range list.Messages {
		m := &list.Messages[i]
		if body, err = s.get("/api/v1/message/" + m.ID); err == nil {
			err = json.Unmarshal(body, m)
		}
		if err != nil {
			s.t.Fatal(err)
		}
	}
	return list.Messages
}

// Fail lets the server refuse every recipient for now with a code; 0 takes them
// again.
func (s *Server) Fail(code int) {
	s.t.Helper()
	chance := 100
	if code == 0 {
		code, chance = 451, 0
	}
	body, err := json.Marshal(map[string]any{"Recipient": map[string]int{"ErrorCode": code, "Probability": chance}})
	if err != nil {
		s.t.Fatal(err)
	}
	req, err := http.NewRequest(http.MethodPut, "http://"+s.web+"/api/v1/chaos", bytes.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	_ = res.Body.Close() // nothing in it
	if res.StatusCode != http.StatusOK {
		s.t.Fatalf("setting the server to fail: %s", res.Status)
	}
}

func (s *Server) get(path string) ([]byte, error) {
	res, err := http.Get("http://" + s.web + path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }() // it has been read
	var b bytes.Buffer
	if _, err := b.ReadFrom(res.Body); err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", path, res.Status)
	}
	return b.Bytes(), nil
}

// certificate writes a certificate for 127.0.0.1 and its key.
func certificate(t testing.TB, certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: der}, keyFile: {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
