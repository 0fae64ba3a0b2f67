package core

import (
	"net/url"
)

// messageID returns a Message-ID for a new mail.
func (a *App) messageID() string { return a.NewID() + "@" + a.Host() }

// Host returns the name of the site's host.
func (a *App) Host() string {
	if u, err := url.Parse(a.Site); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "masar.invalid"
}
