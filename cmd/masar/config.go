package main

import (
	"crypto"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"masar/internal/signet"
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
	derived := values["MASAR_SITE"] == "" // and right where the address is
	if derived {
		values["MASAR_SITE"] = siteAt(values["MASAR_ADDR"])
	}
	bad := func(name string, err error) {
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %s: %w", name, quoted(name, values[name]), err))
		}
	}
	cfg = config{
		Addr: values["MASAR_ADDR"], Data: values["MASAR_DATA"], Database: values["MASAR_DATABASE_URL"], Redis: values["MASAR_REDIS_URL"],
		SMTP: values["MASAR_SMTP_URL"], Courses: values["MASAR_COURSES"], LogJSON: values["MASAR_LOG"] == "json",
	}
	bad("MASAR_ADDR", checkAddr(cfg.Addr))
	if cfg.Database == "" {
		bad("MASAR_DATA", checkData(cfg.Data))
		cfg.Database = filepath.Join(cfg.Data, "masar.db")
	} else {
		bad("MASAR_DATABASE_URL", checkDatabase(cfg.Database))
	}
	bad("MASAR_REDIS_URL", checkRedis(cfg.Redis))
	bad("MASAR_SMTP_URL", checkMail(cfg.SMTP))
	bad("MASAR_COURSES", checkDir(cfg.Courses))
	cfg.Site, err = siteOf(values["MASAR_SITE"])
	if !derived {
		bad("MASAR_SITE", err)
	}
	if err == nil {
		values["MASAR_SITE"] = cfg.Site
	}
	for _, p := range strings.Split(values["MASAR_PROXIES"], ",") {
		if p = strings.TrimSpace(p); p != "" {
			cfg.Proxies = append(cfg.Proxies, p)
			if err := checkProxy(p); err != nil {
				bad("MASAR_PROXIES", fmt.Errorf("%q: %w", p, err))
			}
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
	cfg.Zone, err = zoneOf(values["MASAR_ZONE"])
	bad("MASAR_ZONE", err)
	if l := values["MASAR_LOG"]; l != "text" && l != "json" {
		bad("MASAR_LOG", errors.New("want text or json"))
	}
	return cfg, values, errors.Join(errs...)
}

// readSignet reads the issuer's key.
func readSignet(file string) (crypto.Signer, error) {
	body, err := readKey(file)
	if err != nil {
		return nil, err
	}
	return signet.Parse(body)
}

// readStamp reads the key that signs documents.
func readStamp(file string) (signet.Stamp, error) {
	body, err := readKey(file)
	if err != nil {
		return signet.Stamp{}, err
	}
	return signet.ParseStamp(body)
}

// printSettings prints every setting, with passwords masked.
func printSettings(out io.Writer, values map[string]string) {
	for _, s := range settings {
		fmt.Fprintf(out, "%-20s %s\n", s.name, masked(values[s.name]))
	}
}

// secrets are the settings that may hold a password.
var secrets = map[string]bool{"MASAR_DATABASE_URL": true, "MASAR_REDIS_URL": true, "MASAR_SMTP_URL": true}

// quoted returns the value of a setting as an error may repeat it: without what
// may be secret, which in an address that cannot be read may be anything.
func quoted(name, value string) string {
	u, err := url.Parse(value)
	if secrets[name] && (err != nil || u.Host == "" || errors.Is(checkServers(value), errRest)) {
		return "(not shown)"
	}
	return strconv.Quote(masked(value))
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
