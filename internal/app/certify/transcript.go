package certify

import (
	"context"
	"io"

	"masar/internal/app/core"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/people"
)

// HandOutTranscript writes down the training record of a person in scope as it
// is today, for v to hand out. The same record of the same day is written down
// once, and keeps its code.
func (a Certification) HandOutTranscript(ctx context.Context, v people.Viewer, s people.Scope, person, lang string, arabicDigits bool) (t certificate.Transcript, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		p, err := d.Person(ctx, s, person) // load
		if err != nil {
			return err
		}
		ag, err := d.Agency(ctx, people.Within(p.AgencyID), p.AgencyID)
		if err != nil {
			return err
		}
		cs, err := d.CertificatesOf(ctx, s, p.ID)
		if err != nil {
			return err
		}
		var random [10]byte
		a.Random(random[:])
		t = certificate.Transcript{Code: certificate.Code(random), PersonID: p.ID, AgencyID: p.AgencyID, MadeAt: d.Now, Contents: certificate.Contents{
			NameAr: p.NameAr, NameEn: p.NameEn, Lang: lang, ArabicDigits: arabicDigits,
			On: certificate.Day(d.Now, a.Zone), Lines: certificate.Transcribe(cs), // decide
		}}
		t.Contents.Agency.Ar, t.Contents.Agency.En = ag.NameAr, ag.NameEn
		t.Hash = t.Contents.Hash()
		var added bool
		if t, added, err = d.AddTranscript(ctx, t); err != nil || !added { // save
			return err
		}
		return d.Emit(ctx, event.Of(event.TranscriptMade, event.Object{ID: core.Digest(t.Code), AgencyID: t.AgencyID, Ar: p.NameAr, En: p.NameEn})) // record
	})
	return t, err
}

// PrintTranscript prints a training record, signed.
func (a Certification) PrintTranscript(ctx context.Context, w io.Writer, t certificate.Transcript) error {
	stamp, err := a.CurrentStamp(ctx)
	if err != nil {
		return err
	}
	return a.Printer.Transcript(w, t, a.Site, stamp)
}

// TranscriptNow returns how the certificates that a training record lists
// stand now, by serial number.
func (a Certification) TranscriptNow(ctx context.Context, t certificate.Transcript) (map[string]certificate.Status, error) {
	cs, err := a.Store.CertificatesBySerial(ctx, people.Own(t.PersonID), t.Contents.Serials())
	if err != nil {
		return nil, err
	}
	standing := map[string]certificate.Status{}
	for _, c := range cs {
		standing[c.Serial] = c.Status(a.Now())
	}
	return standing, nil
}
