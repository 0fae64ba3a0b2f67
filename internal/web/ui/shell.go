// Package view holds the pages: templ components that show what they are given
// and decide nothing. A page is
//
//	@view.Page(shell) { <main id="main" class="wrap page" tabindex="-1"> … </main> }
//
// Words come from the i18n.T of the context, parts from the components here (see
// [Gallery] for all of them). No page has inline styles or scripts, style or on*
// attributes: the site's policy forbids them. After changing a .templ file run
// "make generate".
package ui

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"masar/assets"
	"masar/internal/i18n"
)

// CSP is the policy every page keeps to.
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"

// PreviewCSP is the policy of the pages that draw certificates: their pictures
// hold logos, and a script brings new ones.
var PreviewCSP = strings.Replace(CSP, "img-src 'self'", "img-src 'self' blob: data:", 1)

// A Shell is what stands round a page.
type Shell struct {
	Title  string    // the page's own; the product's name is added
	Active string    // Key of the link of Nav that this page belongs to
	Nav    []NavLink // five at most, as they are tabs on a phone
	Area   string    // Key of the link of Areas that this page belongs to
	Areas  []NavLink // parts of the site, for who may go to more than one
	Path   string    // of this page with its query, to come back to
	Theme  string    // "light", "dark", or "" for the device's
	CSRF   string    // token of every form

	Keep    Keep   // of who is signed in
	Refused string // what is wrong with a form that stands on the page, or ""
	Posted  bool   // the page answers a form that was not taken: what stands in it is not saved

	Person string // name of who is signed in, or ""
	Unread int    // notices not read
	Flash  string // what was just done, in words
	// FlashNothing says that Flash tells of nothing done: it is no success.
	FlashNothing bool
	Scripts      []string
	Styles       []string
	Refresh      int  // without scripts, the page is asked for again after so many seconds; 0: not
	Bare         bool // without header and footer: a quiz, the projector
}

// A Keep is what the writing of who is signed in is kept under on their device:
// a label that names nobody, and the key that seals it, in base64.
type Keep struct{ Owner, Key string }

// A NavLink is a place in the header, and a tab on phones.
type NavLink struct {
	Key, Href, Icon, Label string
}

// Staff adds htmx, for pages with long lists; see inPlace.
func (s Shell) Staff() Shell {
	s.Scripts = append(s.Scripts, "staff.js")
	return s
}

// Editor adds what the trainer's editor needs.
func (s Shell) Editor() Shell {
	s.Scripts = append(s.Scripts, "editor.js")
	s.Styles = append(s.Styles, "editor.css")
	return s
}

// area returns the part of the site that the page belongs to; a page of a part
// that is not its reader's, but open to them, belongs to none by name.
func (s Shell) area() NavLink {
	for _, a := range s.Areas {
		if a.Key == s.Area {
			return a
		}
	}
	return NavLink{Icon: "landmark"}
}

// nextTheme returns what the theme button asks for. Without a choice yet it
// asks for dark; the script knows the device's scheme.
func (s Shell) nextTheme() string {
	if s.Theme == "dark" {
		return "light"
	}
	return "dark"
}

func (s Shell) themeLabel(t *i18n.T) string {
	if s.Theme == "dark" {
		return t.ShellThemeLight()
	}
	return t.ShellThemeDark()
}

// Fonts returns the two files a page of lang shows first.
func Fonts(lang string) []string {
	script := "arabic"
	if lang == "en" {
		script = "latin"
	}
	return []string{assets.URL("fonts/" + script + "-400.woff2"), assets.URL("fonts/" + script + "-600.woff2")}
}

// Initials returns the first letters of the first and last names. Arabic letters
// are set apart by a thin space, lest they join.
func Initials(name string) string {
	words := strings.Fields(name)
	var first []string
	for i, w := range words {
		if i == 0 || i == len(words)-1 {
			first = append(first, initial(w))
		}
	}
	for _, r := range name {
		if unicode.Is(unicode.Arabic, r) {
			return strings.Join(first, "\u2009")
		}
	}
	return strings.ToUpper(strings.Join(first, ""))
}

// initial returns the first letter of word, without the Arabic article.
func initial(word string) string {
	letters := []rune(strings.TrimPrefix(word, "ال"))
	if len(letters) == 0 {
		letters = []rune(word)
	}
	return string(letters[:1])
}

// long reports whether the tabs of a phone need two lines of words: there are
// many, or one is of several words.
func (s Shell) long() bool {
	return len(s.Nav) > 4 || slices.ContainsFunc(s.Nav, func(l NavLink) bool {
		return strings.Contains(l.Label, " ") && utf8.RuneCountInString(l.Label) > 10
	})
}
