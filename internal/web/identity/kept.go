package identity

import (
	"net/url"
	"strings"

	"masar/internal/i18n"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// keptForms shows the forms that wait for their writer.
func (s wing) keptForms(c *fiber.Ctx) error {
	fs, err := s.App.Store.KeptForms(c.UserContext(), kit.Viewer(c).PersonID)
	if err != nil {
		return err
	}
	var d []waitingForm
	for _, f := range fs {
		w, err := s.waitingForm(c, f)
		if err != nil {
			return err
		}
		d = append(d, w)
	}
	return s.Render(c, ui.Shell{Title: s.Words(c).KeptTitle()}, kept(d))
}

// waitingForm says what a kept form holds, in the words of the page on which it
// stands. Where there is no such page any longer, only what was written is shown.
func (s wing) waitingForm(c *fiber.Ctx, f store.KeptForm) (w waitingForm, err error) {
	t := s.Words(c)
	fields, err := url.ParseQuery(f.Fields)
	if err != nil {
		return w, err
	}
	w = waitingForm{ID: f.ID, Does: doing(t, f.Route), Path: f.Path, At: t.DateTime(f.KeptAt), Fields: fields, Parts: f.Parts, Files: f.Files}
	page, b, ok := s.BlankOf(c, f)
	if !ok {
		for _, text := range kit.Texts(fields) {
			w.Lines = append(w.Lines, ui.WaitingLine{Text: text})
		}
		return w, nil
	}
	lines, pressed, rest := b.Lines(fields)
	for _, l := range lines {
		w.Lines = append(w.Lines, ui.WaitingLine{Label: l.Label, Text: l.Text})
	}
	for _, text := range kit.Texts(url.Values{"": rest}) {
		w.Lines = append(w.Lines, ui.WaitingLine{Text: text})
	}
	w.Title, w.Trail, w.Pressed, w.Back = b.Title, strings.Join(b.Trail, " · "), pressed, kit.WithKept(page, f.ID)
	return w, nil
}

// discardKept forgets a form that its writer does not want to send.
func (s wing) discardKept(c *fiber.Ctx) error {
	fs, err := s.App.Store.KeptForms(c.UserContext(), kit.Viewer(c).PersonID)
	if err != nil {
		return err
	}
	if err := s.App.DropForm(c.UserContext(), kit.Viewer(c), c.Params("id")); err != nil {
		return err
	}
	for _, f := range fs {
		if fields, err := url.ParseQuery(f.Fields); err == nil && f.ID == c.Params("id") {
			s.LetGo(c, fields.Get("copy")) // the text on the device goes as well
		}
	}
	s.Flash(c, "kept.discarded")
	return kit.Redirect(c, "/me/kept")
}

// doing says what sending a form to the route does.
func doing(t *i18n.T, route string) string {
	key := "kept.do" + strings.NewReplacer("/:", "-", "/", "-", ".", "-").Replace(route)
	if !i18n.Has(key) {
		key = "kept.do-other"
	}
	return t.Msg(key, nil)
}
