// Package letter words what leaves the house: notices and mails in the
// language of whoever gets them, and certificates.
package letter

import (
	"strings"
	"time"

	"masar/internal/catalog"
	"masar/internal/i18n"
	"masar/internal/notice"
	"masar/internal/people"
)

// A Writer writes mails. It is an app.Letters.
type Writer struct{ Zone *time.Location }

// Letter returns the mail that tells p what n says.
func (w Writer) Letter(n notice.Notice, p people.Person, site string) (subject, body string) {
	t := i18n.New(p.Lang, i18n.Prefs{ArabicDigits: p.Digits == "arab", Zone: w.Zone})
	lines := []string{
		t.NoticeMailGreeting(p.Name(p.Lang)), "", Say(t, n), "",
		t.NoticeMailOpen(site + n.Link), "", "—", t.NoticeMailFoot(),
	}
	return t.Msg("notice."+string(n.Kind)+"-subject", args(t, n)), strings.Join(lines, "\n")
}

// Say returns what n says, in the language of t.
func Say(t *i18n.T, n notice.Notice) string {
	key := "notice." + string(n.Kind)
	at, err := time.Parse(time.RFC3339, n.Args["at"])
	switch {
	case n.Kind == notice.Assigned && n.Args["at"] == "":
		key += "-open"
	case n.Kind == notice.Tomorrow && n.Args["day"] == notice.NextDay:
		key += "-next"
	case n.Kind == notice.Joined && err == nil && at.Before(n.At):
		key += "-begun"
	}
	said := t.Msg(key, args(t, n))
	if lacks := Lacks(t, n.Args); lacks != "" {
		said += " " + lacks
	}
	return said
}

// Lacks says what to do about a seat that is lacking, as the arguments of a notice have
// it, or "".
func Lacks(t *i18n.T, args map[string]string) string {
	next, err := time.Parse(time.RFC3339, args["next"])
	switch {
	case args["seat"] == "":
		return ""
	case err != nil:
		return t.NoticeSeatNone()
	}
	return t.NoticeSeatNext(t.DateLong(next))
}

// text is v as a text of a course in lang.
func text(lang, v string) catalog.Text {
	if lang == "ar" {
		return catalog.Text{Ar: v}
	}
	return catalog.Text{En: v}
}

// args returns the arguments of n as t writes them: the text of its language
// without the suffix, and an instant as date and time.
func args(t *i18n.T, n notice.Notice) map[string]any {
	out := map[string]any{}
	for k, v := range n.Args {
		name, lang, bilingual := strings.Cut(k, ".")
		switch {
		case bilingual && lang == t.Lang && v != "":
			out[name] = v
			if name != "agency" && name != "place" { // names of their own
				out[name] = t.Text(text(lang, v))
			}
		case k == "serial":
			out[k] = t.Isolate(v)
		case !bilingual && out[k] == nil:
			out[k] = v
		}
	}
	if role := n.Args["role"]; role != "" {
		out["role"] = t.Msg("role.name-"+role, nil)
	}
	if v := n.Args["name"]; v != "" {
		out["name"] = t.Isolate(v)
	}
	if v, ok := n.Args["device"]; ok {
		out["device"] = t.Device(v)
	}
	if place, ok := n.Args["place"]; ok && place == "" {
		out["place"] = t.NoticePlaceLater()
	}
	if at, err := time.Parse(time.RFC3339, n.Args["at"]); err == nil {
		out["date"], out["time"] = t.DateLong(at), t.Time(at)
	}
	return out
}
