package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a setting cannot be is said by name, with the value and with what it may
// be, and without a password.
func TestSettings(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, value, want string }{
		{"MASAR_COLOUR", "red", "no such setting"},

		{"MASAR_ADDR", "8080", `"8080": want an address`},
		{"MASAR_ADDR", "127.0.0.1:0", `want an address`},
		{"MASAR_ADDR", "127.0.0.1:70000", `"127.0.0.1:70000": want an address`},
		{"MASAR_ADDR", "127.0.0.1:-1", `a port from 1 to 65535`},
		{"MASAR_ADDR", "127.0.0.1:+80", `a port from 1 to 65535`},
		{"MASAR_ADDR", "127.0.0.1:http", `a port from 1 to 65535`},
		{"MASAR_ADDR", "127.0.0.1:", `a port from 1 to 65535`},
		{"MASAR_ADDR", "300.1.1.1:80", `want an address`},
		{"MASAR_ADDR", "http://localhost:8080", `want an address`},
		{"MASAR_ADDR", "::1:8080", `want an address`},

		{"MASAR_DATA", file, "file is not a directory"},
		{"MASAR_DATA", filepath.Join(file, "below"), "file is not a directory"},
		{"MASAR_DATA", os.DevNull, "not a directory"},

		{"MASAR_DATABASE_URL", "mysql://u:secret@h/db", `"mysql://u:xxx@h/db": want postgres://`},
		{"MASAR_DATABASE_URL", "postgres://u:secret@h:bad/masar", "want postgres://"},
		{"MASAR_DATABASE_URL", "postgres://u:secret@h:70000/masar", `h:70000/masar": want a port from 1 to 65535`},
		{"MASAR_DATABASE_URL", "postgres://u:secret@h:0/masar", "want a port from 1 to 65535"},
		{"MASAR_DATABASE_URL", "postgres://u:secret@h", "want postgres://"},
		{"MASAR_DATABASE_URL", "postgres://u:secret@h/masar?sslmode=perhaps", "want postgres://"},
		{"MASAR_DATABASE_URL", "host=h password=secret dbname=masar", "want postgres://"},
		{"MASAR_DATABASE_URL", "postgres://u:123#secret@h/masar", "%23"},
		{"MASAR_DATABASE_URL", "postgres://u:123?secret@h/masar", "%3F"},
		{"MASAR_DATABASE_URL", "postgres://u:se/cret@secret/masar", "want postgres://"},

		{"MASAR_REDIS_URL", "http://u:secret@h", `"http://u:xxx@h": want redis://`},
		{"MASAR_REDIS_URL", "redis://u:secret@h:70000", "want a port from 1 to 65535"},
		{"MASAR_REDIS_URL", "redis://u:secret@h:6379,h2:0", "want a port from 1 to 65535"},
		{"MASAR_REDIS_URL", "redis://u:secret@h/-1", "a database from 0"},
		{"MASAR_REDIS_URL", "redis://u:secret@h/one", "want redis://"},
		{"MASAR_REDIS_URL", "h:6379", "want redis://"},

		{"MASAR_SMTP_URL", "smtp://u:secret@h", "want ?from="},
		{"MASAR_SMTP_URL", "smtp://u:secret@h:70000?from=a@example.om", "want a port from 1 to 65535"},
		{"MASAR_SMTP_URL", "smtp://u:secret@h:0?from=a@example.om", "want a port from 1 to 65535"},
		{"MASAR_SMTP_URL", "smtp://u:secret@h?from=nobody", "want ?from="},
		{"MASAR_SMTP_URL", "smtp://u:secret@h?form=a@example.om", "want ?from="},
		{"MASAR_SMTP_URL", "smtp://u:secret@h?from=a@example.om&tsl=none", "only from= and tls="},
		{"MASAR_SMTP_URL", "smtp://u:secret@h?from=a@example.om&tls=maybe", "only tls=none"},
		{"MASAR_SMTP_URL", "smtps://u:secret@h?from=a@example.om&tls=none", "contradict"},
		{"MASAR_SMTP_URL", "smtp://u:secret@h/inbox?from=a@example.om", "between the host"},
		{"MASAR_SMTP_URL", "https://u:secret@h?from=a@example.om", "want smtp://"},
		{"MASAR_SMTP_URL", "mail.example.om", "want smtp://"},
		{"MASAR_SMTP_URL", "smtp://mail example.om?from=a@example.om", "want smtp://"},

		{"MASAR_COURSES", filepath.Join(dir, "none"), "no such file"},
		{"MASAR_COURSES", file, "not a directory"},

		{"MASAR_SITE", "learn.example.om", `"learn.example.om": want http://`},
		{"MASAR_SITE", "learn.example.om:8080", "want http://"},
		{"MASAR_SITE", "ftp://learn.example.om", "want http://"},
		{"MASAR_SITE", "https://", "want http://"},
		{"MASAR_SITE", "https://:443", "want http://"},
		{"MASAR_SITE", "https://learn.example.om/masar", "want http://"},
		{"MASAR_SITE", "https://learn.example.om?x=1", "want http://"},
		{"MASAR_SITE", "https://learn.example.om/#top", "want http://"},
		{"MASAR_SITE", "https://u@learn.example.om", "want http://"},
		{"MASAR_SITE", "https://learn.example.om:70000", "want http://"},
		{"MASAR_SITE", "https://learn.example.om:0", "want http://"},
		{"MASAR_SITE", "https://-learn.example.om", "want http://"},
		{"MASAR_SITE", "https://300.1.1.1", "want http://"},

		{"MASAR_SIGNING_KEY", file, "want a PEM block"},
		{"MASAR_SIGNING_KEY", dir, "want a file"},
		{"MASAR_SIGNING_KEY", filepath.Join(dir, "none"), "no such file"},
		{"MASAR_DOCUMENT_KEY", file, "want a PEM block"},
		{"MASAR_DOCUMENT_KEY", filepath.Join(file, "below"), "not a directory"},

		{"MASAR_PROXIES", "10.0.0.0/8,nowhere", `"nowhere": want addresses or networks`},
		{"MASAR_PROXIES", "10.0.0.0/33", "want addresses or networks"},
		{"MASAR_PROXIES", "10.0.0.1:80", "want addresses or networks"},
		{"MASAR_PROXIES", "10.0.0.1 10.0.0.2", "want addresses or networks"},
		{"MASAR_PROXIES", "0.0.0.0/0", "everybody"},
		{"MASAR_PROXIES", "10.0.0.7,::/0", "everybody"},

		{"MASAR_ZONE", "Asia/Atlantis", `"Asia/Atlantis": want the name of a time zone`},
		{"MASAR_ZONE", "+04:00", "want the name of a time zone"},
		{"MASAR_ZONE", "Local", "want the name of a time zone"},
		{"MASAR_ZONE", "../etc/passwd", "want the name of a time zone"},

		{"MASAR_LOG", "xml", `"xml": want text or json`},
		{"MASAR_LOG", "JSON", "want text or json"},
	} {
		for _, command := range []string{"config", "serve", "certificates"} { // judged before anything is done
			_, said := try(t, []string{c.name + "=" + c.value, "HOME=/"}, "", command)
			if !strings.HasPrefix(said, c.name+": ") || !strings.Contains(said, c.want) || strings.Contains(said, "secret") || strings.Contains(said, "cret@") {
				t.Errorf("%s: %s=%s: %q, want %q", command, c.name, c.value, said, c.want)
			}
			if strings.Count(said, "MASAR_") != 1 {
				t.Errorf("%s=%s is said more than once, or of others: %s", c.name, c.value, said)
			}
		}
	}
}

// Everything that is wrong is said at once.
func TestAllSettings(t *testing.T) {
	_, said := try(t, []string{"MASAR_COLOUR=red", "MASAR_LOG=xml", "MASAR_ADDR=1", "MASAR_ZONE=Oman", "MASAR_SITE=x", "MASAR_PROXIES=a,b"}, "", "config")
	for _, want := range []string{"MASAR_COLOUR", "MASAR_LOG", "MASAR_ADDR", "MASAR_ZONE", "MASAR_SITE", `"a": want`, `"b": want`} {
		if !strings.Contains(said, want) {
			t.Errorf("%s is not said:\n%s", want, said)
		}
	}
}

// What can be is taken, and printed without passwords.
func TestGoodSettings(t *testing.T) {
	dir := t.TempDir()
	out, said := try(t, []string{"MASAR_DATABASE_URL=postgres://u:secret@h/masar?sslmode=disable", "MASAR_REDIS_URL=redis://:secret@h:6379", "MASAR_TEST_X=1"}, "", "config")
	if said != "" || strings.Contains(out, "secret") || !strings.Contains(out, "u:xxx@h/masar") {
		t.Errorf("printed: %s\n%s", out, said)
	}
	for _, kv := range []string{
		"MASAR_ADDR=:8080", "MASAR_ADDR=localhost:1", "MASAR_ADDR=[::1]:65535", "MASAR_ADDR=0.0.0.0:80",
		"MASAR_DATA=" + dir, "MASAR_DATA=" + filepath.Join(dir, "new", "newer"),
		"MASAR_DATABASE_URL=postgresql://u@[::1]:5432/masar", "MASAR_DATABASE_URL=postgres:///masar?host=/run/postgresql", "MASAR_DATABASE_URL=postgres://a:1,b:2/masar",
		"MASAR_DATABASE_URL=postgres://u:p%23%3F@h/masar",
		"MASAR_REDIS_URL=rediss://h", "MASAR_REDIS_URL=redis://a:1,b:2,c:3", "MASAR_REDIS_URL=redis://a,b", "MASAR_REDIS_URL=valkey://h:6379/0", "MASAR_REDIS_URL=redis-sentinel://h:26379?master=m",
		"MASAR_SMTP_URL=smtp://h?from=a@example.om", "MASAR_SMTP_URL=smtps://u:p@h:465?from=Masar%20%3Ca@example.om%3E", "MASAR_SMTP_URL=smtp://localhost:25?from=a@example.om&tls=none",
		"MASAR_COURSES=" + dir, "MASAR_SITE=http://localhost:8080/", "MASAR_SITE=https://[2001:db8::1]",
		"MASAR_PROXIES= 10.0.0.7 , 10.1.0.0/16, 2001:db8::/32", "MASAR_ZONE=UTC", "MASAR_LOG=json",
	} {
		if _, said := try(t, []string{kv}, "", "config"); said != "" {
			t.Errorf("%s: %s", kv, said)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "new")); err == nil {
		t.Error("config has made a directory")
	}
}

// The address of the site is kept as browsers write it: it decides which forms are
// ours, and whether cookies may go without TLS.
func TestSite(t *testing.T) {
	for env, want := range map[string]string{
		"MASAR_SITE=HTTPS://Learn.Example.OM/":    "https://learn.example.om",
		"MASAR_SITE=https://learn.example.om:443": "https://learn.example.om",
		"MASAR_SITE=http://learn.example.om:80/":  "http://learn.example.om",
		"MASAR_SITE=https://learn.example.om:444": "https://learn.example.om:444",
		"MASAR_SITE=https://تعليم.عمان":           "https://xn--pgb4a7aey.xn--mgb9awbf",
		"MASAR_SITE=https://[2001:DB8::1]:443":    "https://[2001:db8::1]",
		"MASAR_ADDR=:8081":                        "http://localhost:8081",
		"MASAR_ADDR=0.0.0.0:8081":                 "http://localhost:8081",
		"MASAR_ADDR=[::]:8081":                    "http://localhost:8081",
		"MASAR_ADDR=192.0.2.7:8081":               "http://192.0.2.7:8081",
	} {
		cfg, _, err := configFrom([]string{env})
		if err != nil || cfg.Site != want {
			t.Errorf("%s: %q, %v; want %q", env, cfg.Site, err, want)
		}
		out, _ := try(t, []string{env}, "", "config")
		if !strings.Contains(out, "MASAR_SITE           "+want+"\n") {
			t.Errorf("%s is printed otherwise: %s", env, out)
		}
	}
}
