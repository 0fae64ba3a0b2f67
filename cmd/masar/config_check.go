package main

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"masar/internal/jobs"
	"masar/internal/mail"
	"masar/internal/store"

	"github.com/jackc/pgx/v5"
	"golang.org/x/net/idna"
)

// What each setting may be. Each check returns nil, or what is wanted in words
// that mention nothing secret.

var (
	errAddr  = errors.New("want an address of this machine, or none, and a port from 1 to 65535, such as 127.0.0.1:8080, [::1]:8080 or :8080")
	errSite  = errors.New("want http:// or https://, a host and at most a port, such as https://learn.example.om")
	errZone  = errors.New("want the name of a time zone, such as Asia/Muscat")
	errHost  = errors.New("want the host's name or address")
	errPort  = errors.New("want a port from 1 to 65535")
	errRest  = errors.New("nothing may stand after #; in a user name or password write #, ?, / and @ as %23, %3F, %2F and %40")
	errProxy = errors.New("want addresses or networks such as 10.0.0.7, 10.0.0.0/8 or 2001:db8::/32, after commas")
	errOpen  = errors.New("that network is everybody; name the proxies' own")
	errRedis = errors.New("want redis://, rediss://, valkey:// or valkeys:// with host:port, several hosts after commas, or redis-sentinel://; and a database from 0")
)

// hostname is what a host is called in a URL: labels of letters and digits.
var hostname = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$`)

// checkHost reports whether host is a name or an address, and returns it as
// programs write it.
func checkHost(host string) (string, bool) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.String(), true
	}
	ascii, err := idna.Lookup.ToASCII(host)
	if err != nil {
		ascii = strings.ToLower(host)
	}
	digits := strings.Trim(ascii, "0123456789.") == "" // an address that is none, such as 300.1.1.1
	return ascii, !digits && len(ascii) <= 253 && hostname.MatchString(ascii)
}

// isPort reports whether p is a port that can be named.
func isPort(p string) bool {
	n, err := strconv.ParseUint(p, 10, 16)
	return err == nil && n > 0 && strings.Trim(p, "0123456789") == ""
}

func checkAddr(addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil || !isPort(port) {
		return errAddr
	}
	if _, ok := checkHost(host); host != "" && !ok {
		return errAddr
	}
	return nil
}

// checkServers checks the hosts and ports of a URL, of which there may be several
// after commas, and that nothing of a password stands outside its place.
func checkServers(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil // said by the check of the whole
	case u.Fragment != "" || strings.Contains(address, "#"):
		return errRest
	}
	for name := range u.Query() {
		if strings.ContainsAny(name, "@/?:") {
			return errRest
		}
	}
	for _, server := range strings.Split(u.Host, ",") {
		one := url.URL{Host: server}
		port := one.Port()
		if _, ok := checkHost(one.Hostname()); server != "" && !ok {
			return errHost
		}
		if port != "" && !isPort(port) || strings.HasSuffix(server, ":") {
			return errPort
		}
	}
	return nil
}

var errDatabase = errors.New("want postgres://user:password@host/name")

func checkDatabase(dsn string) error {
	if dsn == "" {
		return nil
	}
	if !store.IsPostgres(dsn) {
		return errDatabase
	}
	if err := checkServers(dsn); err != nil {
		return err
	}
	c, err := pgx.ParseConfig(dsn) // its words repeat the address
	if err != nil || c.Database == "" {
		return errDatabase
	}
	return nil
}

func checkRedis(address string) error {
	if address == "" {
		return nil
	}
	if err := checkServers(address); err != nil {
		return err
	}
	_, stop, err := jobs.Open(address)
	if err != nil {
		return errRedis
	}
	stop()
	u, err := url.Parse(address)
	if n, e := strconv.Atoi(strings.Trim(u.Path, "/")); err != nil || e == nil && n < 0 {
		return errRedis
	}
	return nil
}

func checkMail(address string) error {
	if address == "" {
		return nil
	}
	if err := checkServers(address); err != nil {
		return err
	}
	_, err := mail.New(address)
	return err
}

// siteOf returns the address of the site as browsers write it, without what goes
// without saying.
func siteOf(site string) (string, error) {
	u, err := url.Parse(strings.TrimRight(site, "/"))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Path != "" || u.Opaque != "" || strings.ContainsAny(site, "?#") {
		return site, errSite
	}
	host, ok := checkHost(u.Hostname())
	port := u.Port()
	if !ok || port != "" && !isPort(port) || strings.HasSuffix(u.Host, ":") {
		return site, errSite
	}
	if port == map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		port = ""
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port != "" {
		host += ":" + port
	}
	return u.Scheme + "://" + host, nil
}

// siteAt returns the address of a site that is reached at the address it listens on.
func siteAt(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "http://" + addr
	}
	if ip, err := netip.ParseAddr(host); host == "" || err == nil && ip.IsUnspecified() {
		host = "localhost" // every address of the machine
	}
	return "http://" + net.JoinHostPort(host, port)
}

func checkProxy(p string) error {
	if n, err := netip.ParsePrefix(p); err == nil {
		if n.Bits() == 0 {
			return errOpen
		}
		return nil
	}
	if ip, err := netip.ParseAddr(p); err != nil || ip.Zone() != "" {
		return errProxy
	}
	return nil
}

func zoneOf(name string) (*time.Location, error) {
	z, err := time.LoadLocation(name)
	if err != nil || name == "Local" || strings.TrimSpace(name) != name {
		return nil, errZone
	}
	return z, nil
}

// checkData reports what keeps a directory from being used, or from being made
// where it is not. It makes nothing.
func checkData(dir string) error {
	at, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	for ; ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		if errors.Is(err, os.ErrNotExist) && at != filepath.Dir(at) {
			continue // it will be made in the one above
		}
		switch {
		case errors.Is(err, syscall.ENOTDIR):
			continue // the one above is said to be a file
		case err != nil:
			return err
		case !info.IsDir():
			return fmt.Errorf("%s is not a directory; want one that this account may write in, or that it may make", at)
		case syscall.Access(at, 2|1) != nil: // W_OK | X_OK
			return fmt.Errorf("this account may not write in %s; want a directory that it may write in, or that it may make", at)
		}
		return nil
	}
}

// checkDir reports what keeps a directory from being read.
func checkDir(dir string) error {
	if dir == "" {
		return nil
	}
	if _, err := os.ReadDir(dir); err != nil {
		return fmt.Errorf("want a directory that this account may read: %w", errors.Unwrap(err))
	}
	return nil
}

// readKey reads a file that holds a key, which is small.
func readKey(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, fmt.Errorf("want a file that this account may read: %w", errors.Unwrap(err))
	}
	if !info.Mode().IsRegular() || info.Size() > 1<<20 {
		return nil, errors.New("want a file of PEM, at most 1 MB")
	}
	return os.ReadFile(file)
}
