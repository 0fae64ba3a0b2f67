package people

// Folded returns a with what its names are compared by as of now. A name that is
// another than before is nobody's twin.
func (a Agency) Folded() Agency {
	if key := Fold(a.NameAr); key != a.KeyAr {
		a.KeyAr, a.TwinAr = key, ""
	}
	if key := Fold(a.NameEn); key != a.KeyEn {
		a.KeyEn, a.TwinEn = key, ""
	}
	a.FoldedBy = FoldVersion
	return a
}

// Moved returns a below another agency, where its names may be its own.
func (a Agency) Moved(to Agency) Agency {
	a.ParentID, a.Path = to.ID, to.Path+a.ID+"/"
	a.TwinAr, a.TwinEn = "", ""
	return a
}

// Like reports whether a and b, which stand beside each other, share a name in
// Arabic or in English. Both have been folded.
func (a Agency) Like(b Agency) (ar, en bool) {
	if a.ID == b.ID || a.ParentID != b.ParentID {
		return false, false
	}
	return a.KeyAr != "" && a.KeyAr == b.KeyAr, a.KeyEn != "" && a.KeyEn == b.KeyEn
}

// Twins returns the ids of those of the agencies that share a name with another
// beside them.
func Twins(as []Agency) (ids map[string]bool) {
	type name struct{ parent, lang, key string }
	ids, first := map[string]bool{}, map[name]string{}
	for _, a := range as {
		for _, n := range []name{{a.ParentID, "ar", a.KeyAr}, {a.ParentID, "en", a.KeyEn}} {
			if n.key == "" {
				continue
			}
			if other, has := first[n]; has {
				ids[other], ids[a.ID] = true, true
			} else {
				first[n] = a.ID
			}
		}
	}
	return ids
}
