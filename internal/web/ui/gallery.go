package ui

import (
	"time"

	"masar/internal/i18n"
)

// GalleryShell is a header with everything in it, for the gallery.
func GalleryShell(t *i18n.T, theme string) Shell {
	return Shell{
		Title: t.CommonDetails(), Active: "home", Path: "/", Theme: theme, CSRF: "token",
		Person: t.Pick("مريم بنت سالم", "Maryam Salim"), Unread: 3, Flash: t.CommonSave(),
		Nav: []NavLink{
			{"home", "/", "house", t.NavHome()},
			{"learning", "/learning", "book-open", t.NavLearning()},
			{"calendar", "/calendar", "calendar", t.NavCalendar()},
			{"certificates", "/certificates", "award", t.NavCertificates()},
		},
	}
}

func gallerySteps(t *i18n.T) []string {
	return []string{
		t.Pick("التقييم الدوري", "Regular assessment"), t.Pick("الوثائق المرجعية", "Reference documents"),
		t.Pick("فرق المشاركة", "Participation teams"), t.Pick("المهارات والكفاءات", "Skills"),
	}
}

func galleryNames(t *i18n.T) []string {
	return []string{t.Pick("مريم بنت سالم", "Maryam Salim"), t.Pick("خالد بن سعيد", "Khalid Said"), t.Pick("هدى بنت خميس", "Huda Khamis"), t.Pick("قيس بن عامر", "Qais Amir")}
}

func galleryBranches(t *i18n.T) (branches []Branch) {
	states := []State{Done, Done, Now, Next, Next, Next, Next}
	for i, s := range states {
		branches = append(branches, Branch{Name: gallerySteps(t)[i%4], Href: "#", State: s, Share: 55})
	}
	return branches
}

func galleryTotals(t *i18n.T) []Total {
	return []Total{
		{Label: t.Pick("الموظفون المسجّلون", "Enrolled"), Figure: t.Num(1240)},
		{Label: t.CommonDone(), Figure: t.Num(866), Change: t.Pick("أعلى من الشهر الماضي", "more than last month"), Rising: true, Better: true},
		{Label: t.Pick("متوسط الدرجات", "Mean score"), Figure: t.Pct(84), Change: t.Pick("أقل من الشهر الماضي", "less than last month"), Worse: true},
		{Label: t.CommonLate(), Figure: t.Num(37), Change: t.Pick("أقل من الشهر الماضي", "less than last month"), Better: true},
	}
}

func galleryBars(t *i18n.T) Bars {
	b := Bars{Label: t.Pick("الدائرة", "Department"), Value: t.CommonDone(), Goal: 80, Low: 50}
	for i, share := range []int{91, 84, 63, 46} {
		b.Rows = append(b.Rows, Bar{Label: gallerySteps(t)[i], Share: share})
	}
	return b
}

func galleryColumns(t *i18n.T, now time.Time) Columns {
	c := Columns{Period: t.Pick("الأسبوع", "Week"), Value: t.CommonDone()}
	values := []int{38, 64, 71, 52, 95, 88, 60, 77, 104, 97, 58, 62}
	for i, v := range values {
		week := now.AddDate(0, 0, 7*(i-len(values)+1))
		c.Columns = append(c.Columns, Column{Label: t.DateShort(week), Value: v, Open: i == len(values)-1})
	}
	return c
}
