package people

import (
	"maps"
	"slices"
	"testing"
)

func TestTwins(t *testing.T) {
	of := func(id, parent, ar, en string) Agency {
		return Agency{ID: id, ParentID: parent, NameAr: ar, NameEn: en}.Folded()
	}
	got := slices.Sorted(maps.Keys(Twins([]Agency{
		of("top", "", "الأمانة", ""), of("a", "top", "هيئة البيئة", "Environment"), of("b", "top", "هيئه  البيئه", "Nature"),
		of("c", "a", "هيئة البيئة", "Environment"), of("d", "top", "هيئة المياه", "NATURE"), of("e", "top", "هيئة النقل", ""), of("f", "top", "هيئة الطرق", ""),
	})))
	if want := []string{"a", "b", "d"}; !slices.Equal(got, want) {
		t.Errorf("twins %v, want %v", got, want)
	}
}

// A twin stays one until its name is another or it stands elsewhere.
func TestAgencyFolded(t *testing.T) {
	a := Agency{ID: "a", ParentID: "top", Path: "/top/a/", NameAr: "هيئة البيئة"}.Folded()
	a.TwinAr, a.TwinEn = "a", "a"
	if a = a.Folded(); a.TwinAr != "a" {
		t.Error("folded again, it is no twin")
	}
	if b := a; func() bool { b.NameAr = "هيئه البيئه"; return b.Folded().TwinAr != "a" }() {
		t.Error("written otherwise, it is no twin")
	}
	if b := a; func() bool { b.NameAr = "هيئة المياه"; return b.Folded().TwinAr != "" }() {
		t.Error("renamed, it is a twin still")
	}
	if b := a.Moved(Agency{ID: "b", Path: "/top/b/"}); b.TwinAr+b.TwinEn != "" || b.Path != "/top/b/a/" || b.ParentID != "b" {
		t.Errorf("moved: %+v", b)
	}
}
