package letter

import (
	"io"
	"strings"

	"masar/internal/i18n"
	"masar/internal/pdf"
	"masar/internal/workshop"
)

// SignInSheet prints the sheet that people sign at a session.
func (p *Printer) SignInSheet(w io.Writer, s workshop.Sheet) error {
	t := i18n.New(s.Lang, i18n.Prefs{Zone: p.zone})
	when := t.DateLong(s.StartsAt)
	if h := t.Hijri(s.StartsAt); h != "" {
		when += " · " + h
	}
	out := pdf.SignInSheet{
		Lang: t.Lang, Issuer: t.CertificateIssuer(), Title: t.WorkshopSheetTitle(),
		Lines: []string{
			s.Course.In(t.Lang),
			t.WorkshopSheetSession(s.Module.In(t.Lang), s.Session.In(t.Lang)),
			when + " · " + t.Range(t.Time(s.StartsAt), t.Time(s.EndsAt)),
		},
		NumberHead: t.WorkshopSheetNumber(), NameHead: t.WorkshopSheetName(), UnitHead: t.WorkshopSheetUnit(),
		SignHeads: []string{t.WorkshopSheetArrival(), t.WorkshopSheetDeparture()},
		Blank:     workshop.Blank, PrintedAt: s.PrintedAt,
		Page: func(n, total int) string { return t.WorkshopSheetPage(t.Num(n), t.Num(total)) },
	}
	if s.Place != "" {
		out.Lines = append(out.Lines, t.WorkshopSheetPlace(s.Place))
	}
	if len(s.Trainers) > 0 {
		out.Lines = append(out.Lines, t.WorkshopSheetTrainers(len(s.Trainers), strings.Join(s.Trainers, t.Pick("، ", ", "))))
	}
	for i, g := range s.People {
		out.People = append(out.People, pdf.Attendee{Number: t.Num(i + 1), Name: g.Name, Unit: g.Unit})
	}
	return p.engine.SignInSheet(w, out)
}
