package learn

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"masar/internal/app/core"
	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/survey"
)

// followUpsOf returns the surveys that follow the completion of a course up, by
// their ids.
func followUpsOf(c catalog.Course) (fs []event.FollowUp) {
	for _, id := range slices.Sorted(maps.Keys(c.Surveys)) {
		if days, ok := survey.Days(c.Surveys[id]); ok {
			fs = append(fs, event.FollowUp{Survey: id, Days: days})
		}
	}
	return fs
}

var everyCompletion = people.Everywhere("the clock follows up the completions of every agency")

// Ask asks whoever completed a course to answer one of its follow-up surveys:
// about is the enrolment, a slash and the survey. It asks nobody who has left,
// who has answered already, or whose time to answer is over.
func (a Learning) Ask(ctx context.Context, d *core.Unit, about string) error {
	enrolment, id, _ := strings.Cut(about, "/")
	e, err := d.Enrolment(ctx, everyCompletion, enrolment)
	if err != nil {
		return err
	}
	f, err := followUp(ctx, d, e, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && f.When.Check(d.Now) != nil {
		return nil
	}
	if err != nil {
		return err
	}
	p, err := d.Person(ctx, everyCompletion, e.PersonID)
	if err != nil || !p.Employed() || f.Answered() {
		return err
	}
	first, err := d.AddInvitation(ctx, store.Invitation{EnrolmentID: e.ID, SurveyID: id, At: d.Now})
	if err != nil || !first {
		return err
	}
	return d.Notify(ctx, f.invite(d))
}

// A followed is a survey that follows a version of a course up.
type followed struct {
	course, version, survey string
	days                    int
}

func (f followed) String() string { return f.course + " " + f.version + " " + f.survey }

// AskDue returns the stage that finds who completed a course, is still employed,
// may answer one of its follow-up surveys by now and was not asked to. For most of
// them a job has been waiting since they completed it; not so for those who did
// before the course had its surveys, or came back.
func (a Learning) AskDue() core.Stage {
	var all []followed
	return func(ctx context.Context, after string) (end string, err error) {
		if all == nil {
			if all, err = a.followedUp(ctx); err != nil {
				return "", err
			}
		}
		for _, f := range all {
			if f.String() < after {
				continue
			}
			from, to := survey.Completed(f.days, a.Now())
			ids, err := a.Store.Uninvited(ctx, f.course, f.version, f.survey, from, to, core.Page)
			if err != nil {
				return "", err
			}
			if err := a.addAsks(ctx, f.survey, ids); err != nil {
				return "", err
			}
			if len(ids) == core.Page {
				return f.String(), nil
			}
		}
		return "", nil
	}
}

// followedUp returns what is followed up of all that was completed as long ago
// as a survey may ask, in order.
func (a Learning) followedUp(ctx context.Context) (all []followed, err error) {
	const longest = 3650 // days
	from, _ := survey.Completed(longest, a.Now())
	versions, err := a.Store.CompletedVersions(ctx, from)
	if err != nil {
		return nil, err
	}
	for _, v := range versions {
		c, err := a.Store.Course(ctx, v.CourseID, v.Version)
		if err != nil {
			return nil, err
		}
		for id, sv := range c.Surveys {
			if days, ok := survey.Days(sv); ok {
				all = append(all, followed{c.ID, c.Version, id, days})
			}
		}
	}
	slices.SortFunc(all, func(x, y followed) int { return strings.Compare(x.String(), y.String()) })
	return all, nil
}

// addAsks adds the jobs of asking those under the enrolments to answer a survey.
func (a Learning) addAsks(ctx context.Context, id string, enrolments []string) error {
	for part := range slices.Chunk(enrolments, core.Slice) {
		err := a.Do(ctx, people.Clock, func(d *core.Unit) error {
			var jobs []store.Job
			for _, e := range part {
				jobs = append(jobs, core.Job{Kind: core.Ask, About: e + "/" + id}.Row(d.Now))
			}
			return d.AddJobs(ctx, jobs...)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// A FollowUpSurvey is a survey that follows up somebody's completion of a
// course.
type FollowUpSurvey struct {
	Enrolment progress.Enrolment
	Course    catalog.Course
	Survey    catalog.Survey
	When      survey.Span
	Response  store.Response // zero: not answered yet
}

// Answered reports whether the survey has been answered.
func (f FollowUpSurvey) Answered() bool { return f.Response.SurveyID != "" }

// Path returns the address of the survey's page.
func (f FollowUpSurvey) Path() string { return "/surveys/" + f.Enrolment.ID + "/" + f.Survey.ID }

func (f FollowUpSurvey) invite(d *core.Unit) notice.Notice {
	args := core.Title(f.Course.Title)
	args["survey.ar"], args["survey.en"] = f.Survey.Title.In("ar"), f.Survey.Title.In("en")
	args["at"] = f.When.Last().Format(time.RFC3339)
	return notice.Notice{
		ID: string(notice.FollowUp) + ":" + f.Enrolment.ID + ":" + f.Survey.ID, PersonID: f.Enrolment.PersonID,
		Kind: notice.FollowUp, Args: args, Link: f.Path(), At: d.Now,
	}
}

// followUp returns a follow-up survey of the enrolment, as the version that
// was completed has it.
func followUp(ctx context.Context, d *core.Unit, e progress.Enrolment, id string) (FollowUpSurvey, error) {
	return within(d).followUpIn(ctx, d.Reader, e, id)
}

func (a Learning) followUpIn(ctx context.Context, db store.Reader, e progress.Enrolment, id string) (f FollowUpSurvey, err error) {
	f.Enrolment = e
	if f.Course, err = db.Course(ctx, e.CourseID, e.Version); err != nil {
		return f, err
	}
	var ok bool
	f.Survey = f.Course.Surveys[id]
	if f.When, ok = survey.FollowUp(f.Survey, e.CompletedAt, a.Zone); !ok || e.State != progress.Done {
		return f, store.ErrNotFound
	}
	f.Response, err = db.Response(ctx, e.ID, id)
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return f, err
}

// FollowUpOf returns a follow-up survey of v's own enrolment, whether or not
// it may be answered yet.
func (a Learning) FollowUpOf(ctx context.Context, v people.Viewer, enrolment, id string) (FollowUpSurvey, error) {
	e, err := a.Store.Enrolment(ctx, v.Own(), enrolment)
	if err != nil {
		return FollowUpSurvey{}, err
	}
	return a.followUpIn(ctx, a.Store, e, id)
}

// AnswerFollowUp keeps what v answers to a follow-up survey, from its day on
// and until its last. The first answers stand, even after that: others are
// ErrAnswered.
func (a Learning) AnswerFollowUp(ctx context.Context, v people.Viewer, enrolment, id string, form SurveyForm) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		e, err := d.Enrolment(ctx, v.Own(), enrolment)
		if err != nil {
			return err
		}
		f, err := followUp(ctx, d, e, id)
		if err != nil {
			return err
		}
		if f.Answered() {
			return sameAnswers(ctx, d, v, f.Survey, f.Response, form)
		}
		if err := f.When.Check(d.Now); err != nil {
			return err
		}
		_, err = respond(ctx, d, v, e, f.Survey, form)
		return err
	})
}
