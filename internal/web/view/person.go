package view

import "masar/internal/typed"

// swapped reports whether a text of f stands in the field of the other language.
func (f PersonForm) swapped() bool {
	return typed.Pair{Ar: f.NameAr, En: f.NameEn}.Swapped() || typed.Pair{Ar: f.Department, En: f.DepartmentEn}.Swapped()
}

// placeSwapped reports whether the name of the place stands in the field of the
// English one.
func (d ScheduleData) placeSwapped() bool {
	return typed.Pair{Ar: d.Place.Value, En: d.PlaceEn.Value}.Swapped()
}
