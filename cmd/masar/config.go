package main

import (
	"crypto"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"masar/internal/jobs"
	"masar/internal/mail"
	"masar/internal/signet"
	"masar/internal/store"
)

// A config is everything the environment decides.
type config struct {
	Addr     string         // where the site listens
	Data     string         // directory of the embedded database
	Database string         // postgres://…, or the path of the embedded database
	Redis    string         // "": the embedded queue
	SMTP     string         // "": mails are kept
	Courses  string         // a directory of further courses, or ""
	Site     string         // address of the site, as mails and certificates give it
	Proxies  []string       // trusted to say whom they ask for
	Zone     *time.Location // of the people concerned
	Signet   crypto.Signer  // the issuer's key, or nil: one in the database
	Stamp    signet.Stamp   // the key that signs documents, or none: one in the database
	LogJSON  bool
}

// settings are the names of the environment, in the order in which they are
// printed, with what each is for.
var settings = []struct{ name, fallback, about string }{
	{"MASAR_ADDR", "127.0.0.1:8080", "address to listen on"},
	{"MASAR_DATA", "./data", "directory of the embedded database"},
	{"MASAR_DATABASE_URL", "", "postgres://user:password@host/name; empty: masar.db in MASAR_DATA"},
	{"MASAR_REDIS_URL", "", "redis://, rediss://, redis-sentinel:// or several hosts after commas; empty: in this process"},
	{"MASAR_SMTP_URL", "", "smtp://user:password@host:587?from=address (smtps:// for TLS from the start, &tls=none for a server without STARTTLS); empty: mails are kept"},
	{"MASAR_COURSES", "", "directory of further courses"},
	{"MASAR_SITE", "", "address of the site in mails and certificates; empty: http:// and MASAR_ADDR"},
	{"MASAR_SIGNING_KEY", "", "file with the issuer's Ed25519 key, PEM of PKCS #8; empty: one made in the database"},
	{"MASAR_DOCUMENT_KEY", "", "file with the key that signs PDFs and its certificates, all in PEM; empty: one made in the database"},
	{"MASAR_PROXIES", "", "addresses of trusted proxies, separated by commas"},
	{"MASAR_ZONE", "Asia/Muscat", "time zone"},
	{"MASAR_LOG", "text", "text or json"},
}

// configFrom reads the environment, given as os.Environ gives it, or says
// everything that is wrong with it by name.
func configFrom(environ []string) (cfg config, values map[string]string, err error) {
	values = map[string]string{}
	for _, s := range settings {
		values[s.name] = s.fallback
	}
	var errs []error
	for _, kv := range environ {
		name, value, _ := strings.Cut(kv, "=")
		if !strings.HasPrefix(name, "MASAR_") || strings.HasPrefix(name, "MASAR_TEST_") {
			continue
		}
		if _, known := values[name]; !known {
			errs = append(errs, fmt.Errorf("%s: no such setting", name))
		} else if value != "" {
			values[name] = value
		}
	}
	if values["MASAR_SITE"] == "" {
		values["MASAR_SITE"] = "http://" + values["MASAR_ADDR"]
	}
	bad := func(name string, err error) {
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		}
	}
	cfg = config{
		Addr: values["MASAR_ADDR"], Data: values["MASAR_DATA"], Database: values["MASAR_DATABASE_URL"], Redis: values["MASAR_REDIS_URL"],
		SMTP: values["MASAR_SMTP_URL"], Courses: values["MASAR_COURSES"], Site: strings.TrimRight(values["MASAR_SITE"], "/"),
		LogJSON: values["MASAR_LOG"] == "json",
	}
	_, _, err = net.SplitHostPort(cfg.Addr)
	bad("MASAR_ADDR", err)
	bad("MASAR_DATABASE_URL", checkDatabase(cfg.Database))
	bad("MASAR_REDIS_URL", checkRedis(cfg.Redis))
	if cfg.SMTP != "" {
		_, err = mail.New(cfg.SMTP)
		bad("MASAR_SMTP_URL", err)
	}
	bad("MASAR_SITE", checkSite(cfg.Site))
	for _, p := range strings.Split(values["MASAR_PROXIES"], ",") {
		if p = strings.TrimSpace(p); p != "" {
			cfg.Proxies = append(cfg.Proxies, p)
			bad("MASAR_PROXIES", checkProxy(p))
		}
	}
	if file := values["MASAR_SIGNING_KEY"]; file != "" {
		cfg.Signet, err = readSignet(file)
		bad("MASAR_SIGNING_KEY", err)
	}
	if file := values["MASAR_DOCUMENT_KEY"]; file != "" {
		cfg.Stamp, err = readStamp(file)
		bad("MASAR_DOCUMENT_KEY", err)
	}
	cfg.Zone, err = time.LoadLocation(values["MASAR_ZONE"])
	bad("MASAR_ZONE", err)
	if l := values["MASAR_LOG"]; l != "text" && l != "json" {
		bad("MASAR_LOG", fmt.Errorf("%q is neither text nor json", l))
	}
	if cfg.Database == "" {
		cfg.Database = filepath.Join(cfg.Data, "masar.db")
	}
	return cfg, values, errors.Join(errs...)
}

// readSignet reads the issuer's key.
func readSignet(file string) (crypto.Signer, error) {
	body, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return signet.Parse(body)
}

// readStamp reads the key that signs documents.
func readStamp(file string) (signet.Stamp, error) {
	body, err := os.ReadFile(file)
	if err != nil {
		return signet.Stamp{}, err
	}
	return signet.ParseStamp(body)
}

func checkDatabase(dsn string) error {
	if dsn == "" {
		return nil
	}
	if _, err := url.Parse(dsn); err != nil || !store.IsPostgres(dsn) {
		return errors.New("want postgres://user:password@host/name")
	}
	return nil
}

func checkRedis(address string) error {
	if address == "" {
		return nil
	}
	_, stop, err := jobs.Open(address)
	if err == nil {
		stop()
	}
	return err
}

func checkSite(site string) error {
	u, err := url.Parse(site)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.Path != "" {
		return errors.New("want http:// or https:// and a host, such as https://learn.example.om")
	}
	return nil
}

func checkProxy(p string) error {
	if _, _, err := net.ParseCIDR(p); err != nil && net.ParseIP(p) == nil {
		return fmt.Errorf("%q is neither an address nor a network", p)
	}
	return nil
}

// printSettings prints every setting, with passwords masked.
func printSettings(out io.Writer, values map[string]string) {
	for _, s := range settings {
		fmt.Fprintf(out, "%-20s %s\n", s.name, masked(values[s.name]))
	}
}

// masked returns an address without its password.
func masked(value string) string {
	if !strings.Contains(value, "://") {
		return value
	}
	u, err := url.Parse(value)
	if err != nil {
		return "(malformed)"
	}
	hidden := false
	if _, has := u.User.Password(); has {
		u.User, hidden = url.UserPassword(u.User.Username(), "xxx"), true
	}
	q := u.Query()
	for name := range q {
		if strings.Contains(strings.ToLower(name), "password") {
			q.Set(name, "xxx")
			u.RawQuery, hidden = q.Encode(), true
		}
	}
	if hidden {
		return u.String()
	}
	return value
}
