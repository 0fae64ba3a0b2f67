package personnel

import (
	"masar/internal/app/core"
	"masar/internal/event"
	"masar/internal/people"
)

func agencyChanged(was, now people.Agency) event.Event {
	return event.Of(event.AgencyChanged, core.TheAgency(now),
		event.NameAr.From(was.NameAr, now.NameAr), event.NameEn.From(was.NameEn, now.NameEn), event.Parent.From(was.ParentID, now.ParentID),
		event.Hijri.From(was.HijriOffset, now.HijriOffset), event.ShownName.From(shownName(was), shownName(now)))
}

func shownName(a people.Agency) string {
	if a.ShownName == people.ShortName {
		return "short"
	}
	return string(a.ShownName)
}
