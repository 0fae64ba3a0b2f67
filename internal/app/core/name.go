package core

import (
	"context"
	"time"

	"masar/internal/notice"
	"masar/internal/progress"
)

// AwaitName has the certificate of an enrolment wait for its holder to approve
// the spelling of their name, until the given time at the latest.
func (d *Unit) AwaitName(ctx context.Context, e progress.Enrolment, until time.Time) error {
	if err := d.askName(ctx, e); err != nil {
		return err
	}
	// A job keeps whole milliseconds; it must not come a moment early.
	return d.AddJobs(ctx, Job{Kind: Certify, About: e.ID, At: until.Add(time.Millisecond)}.Again("waited", d.Now))
}

// askName asks the holder of an enrolment to approve the spelling of their
// name, once.
func (d *Unit) askName(ctx context.Context, e progress.Enrolment) error {
	n, err := d.NameAsked(ctx, e)
	if err != nil {
		return err
	}
	return d.Notify(ctx, n)
}

func (d *Unit) NameAsked(ctx context.Context, e progress.Enrolment) (n notice.Notice, err error) {
	c, err := d.Course(ctx, e.CourseID, e.Version)
	return notice.Notice{
		ID: "name-approve:" + e.ID, PersonID: e.PersonID, Kind: notice.NameAsked, Args: Title(c.Title), Link: "/me/name", At: d.Now,
	}, err
}

// NameLink is where HR finds the person whose name is to be corrected.
func NameLink(person string) string { return "/hr/people/" + person }

// NameDecided forgets what a person asked for about their name, which is another
// now or approved as it is.
func (d *Unit) NameDecided(ctx context.Context, person string) error {
	if err := d.RemoveUnread(ctx, notice.NameWrong, NameLink(person)); err != nil {
		return err
	}
	return d.RemoveNameRequest(ctx, person)
}
