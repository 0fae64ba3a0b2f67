package certify

import (
	"context"
	"errors"
	"maps"
	"runtime"
	"slices"
	"sync"

	"masar/internal/app/core"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// Why an item came to nothing, beside the faults of issuing one.
const (
	whyNotCompleted = "batch.why-not-completed"
	whyNoCourse     = "batch.why-no-course"
	whyNotPrinted   = "batch.why-not-printed"
	whyWithdrawn    = "batch.why-withdrawn"
)

// issueStep issues the next certificates of a batch. Those that another transaction
// has issued meanwhile count as done.
func (a Certification) issueStep(ctx context.Context, id string) (b certificate.Batch, err error) {
	err = a.Do(ctx, people.Clock, func(d *core.Unit) error {
		if b, err = d.Batch(ctx, everyBatch, id); err != nil || b.Ended() {
			return err
		}
		items, err := d.BatchItemsWaiting(ctx, id, certificate.Step)
		if err != nil {
			return err
		}
		if len(items) > 0 {
			if err := issueItems(ctx, d, items); err != nil {
				return err
			}
			b = b.Counting(items)
		}
		return saveStep(ctx, d, &b, items)
	})
	return b, err
}

// issueItems issues the certificates of a few enrolments as issue does that of
// one, reading and saving each kind of thing once, and notes in the items what
// came of them.
func issueItems(ctx context.Context, d *core.Unit, items []certificate.BatchItem) error {
	drafts, err := drawUpItems(ctx, d, items)
	if err != nil {
		return err
	}
	cs, err := numberAll(ctx, d, items, drafts)
	if err != nil || len(cs) == 0 {
		return err
	}
	if err := d.AddCertificates(ctx, cs); err != nil {
		return err
	}
	var es []event.Event
	var ns []notice.Notice
	for _, c := range cs {
		es = append(es, event.Of(event.Certified, core.TheCertificate(c), event.EnrolmentID.Is(c.EnrolmentID)))
		ns = append(ns, certified("certified:", notice.Certified, c, d.Now))
	}
	if err := d.Emit(ctx, es...); err != nil {
		return err
	}
	return d.Notify(ctx, ns...)
}

// A draft is a certificate without a number, and the item that it comes of.
type draft struct {
	certificate.Certificate
	item int
}

// drawUpItems returns the certificates that the items have earned and that are
// not issued yet; it notes in each item what came of it, or will.
func drawUpItems(ctx context.Context, d *core.Unit, items []certificate.BatchItem) (drafts []draft, err error) {
	var enrolments, persons, agencies []string
	for _, it := range items {
		enrolments = append(enrolments, it.About)
	}
	es, err := d.EnrolmentsWith(ctx, everyBatch, enrolments)
	if err != nil {
		return nil, err
	}
	issued, err := d.CertificatesFor(ctx, everyBatch, enrolments, certificate.Completion)
	if err != nil {
		return nil, err
	}
	there := map[string]bool{}
	for _, c := range issued {
		there[c.EnrolmentID] = true
	}
	for _, e := range es {
		persons = append(persons, e.PersonID)
	}
	ps, err := d.PeopleWith(ctx, everyBatch, persons)
	if err != nil {
		return nil, err
	}
	for _, p := range ps {
		agencies = append(agencies, p.AgencyID)
	}
	as, err := d.AgenciesWith(ctx, everyBatch, agencies)
	if err != nil {
		return nil, err
	}
	days, err := d.DaysAttended(ctx, enrolments)
	if err != nil {
		return nil, err
	}
	choice, err := templates(ctx, d, certificate.Completion, slices.Collect(maps.Values(es)), slices.Collect(maps.Values(as)))
	if err != nil {
		return nil, err
	}
	for i, it := range items {
		items[i].State = certificate.ItemDone
		if there[it.About] {
			continue
		}
		e := es[it.About]
		p := ps[e.PersonID]
		c, why, err := drawUpItem(ctx, d, e, p, as[p.AgencyID], days[e.ID], choice)
		if err != nil {
			return nil, err
		}
		if why != "" {
			items[i].State, items[i].Why = certificate.ItemFailed, why
			continue
		}
		drafts = append(drafts, draft{c, i})
	}
	return drafts, nil
}

// drawUpItem returns the certificate that an enrolment has earned, or why it
// has earned none.
func drawUpItem(ctx context.Context, d *core.Unit, e progress.Enrolment, p people.Person, ag people.Agency, on store.Days, choice templateChoice) (c certificate.Certificate, why string, err error) {
	if e.State != progress.Done {
		return c, whyNotCompleted, nil
	}
	course, err := d.Course(ctx, e.CourseID, e.Version)
	if errors.Is(err, store.ErrNotFound) {
		return c, whyNoCourse, nil
	}
	if err != nil {
		return c, "", err
	}
	c, err = drawUp(d, e, p, ag, course, on, choice)
	if f, ok := errors.AsType[*fault.Fault](err); ok { // it asked nothing of the database
		return c, f.Key, nil
	}
	return c, "", err
}

// numberAll makes the drafts the next certificates of the chain, in their
// order. One that cannot be printed gets no number, and its item says so.
func numberAll(ctx context.Context, d *core.Unit, items []certificate.BatchItem, drafts []draft) (cs []certificate.Certificate, err error) {
	if len(drafts) == 0 {
		return nil, nil
	}
	number, before, err := d.ChainEnd(ctx)
	if err != nil {
		return nil, err
	}
	s, err := seal(ctx, d)
	if err != nil {
		return nil, err
	}
	for {
		cs = make([]certificate.Certificate, len(drafts))
		for i, dr := range drafts {
			if cs[i], err = numbered(d, dr.Certificate, number+1+int64(i), s); err != nil {
				return nil, err
			}
		}
		printed, err := printAll(ctx, d, cs)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(printed, false) {
			break
		}
		var left []draft // those behind move up
		for i, dr := range drafts {
			if printed[i] {
				left = append(left, dr)
				continue
			}
			items[dr.item].State, items[dr.item].Why = certificate.ItemFailed, whyNotPrinted
		}
		drafts = left
	}
	for i := range cs {
		cs[i].Hash = certificate.Chain(before, cs[i].Record)
		before = cs[i].Hash
	}
	return cs, nil
}

// printAll prints the papers of the certificates, on all processors, keeps
// their digests, and reports of each whether it could be printed.
func printAll(ctx context.Context, d *core.Unit, cs []certificate.Certificate) (printed []bool, err error) {
	drawings := map[string]store.Drawing{}
	for _, c := range cs {
		name := c.Record.Template
		if _, ok := drawings[name]; ok {
			continue
		}
		if drawings[name], err = d.Drawing(ctx, name); err != nil {
			return nil, err
		}
	}
	printed = make([]bool, len(cs))
	each(len(cs), func(i int) {
		var err error
		cs[i].PaperHash, err = within(d).paperHash(cs[i].Record, drawings[cs[i].Record.Template])
		printed[i] = err == nil
	})
	return printed, nil
}

// each calls f with 0 to n−1, as many at a time as there are processors.
func each(n int, f func(i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}
