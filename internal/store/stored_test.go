package store_test

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/courseware"
	"masar/internal/exercise"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/quiz"
	"masar/internal/signet"
	"masar/internal/store"
	"masar/internal/workshop"
	"masar/migrations"

	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/schema"
)

var update = flag.Bool("update", false, "write what is missing into testdata/stored and testdata/words.txt")

// rows are what the tables hold, each a row. A new table is written down here.
var rows = []any{
	people.Agency{}, people.Person{}, people.Grant{}, store.Account{}, store.SignIn{}, store.Throttle{}, store.Token{}, store.KnownDevice{}, store.KeptForm{}, store.ShownPage{},
	store.CourseVersion{}, store.CourseHead{}, store.Draft{}, store.Medium{}, store.File{}, store.Import{}, store.Response{}, store.Invitation{},
	workshop.Run{}, workshop.Trainer{}, workshop.Slot{}, workshop.Switch{}, workshop.Attendance{}, progress.Enrolment{}, progress.StepDone{},
	quiz.Attempt{}, quiz.Answer{}, exercise.Work{}, certificate.Certificate{}, certificate.Template{}, store.Picture{}, certificate.Batch{}, certificate.BatchItem{},
	certificate.Transcript{}, signet.IssuerKey{}, signet.Stamp{}, store.Issued{}, store.EventRow{}, notice.Notice{}, notice.Mail{}, store.Job{}, store.MailOutage{}, store.NameRequest{},
}

// bare are the tables of which no row is ever a value of ours as a whole; they
// hold no JSON.
var bare = []string{"batch_agencies", "counters", "secrets"}

// A storedForm is what a column of JSON holds.
type storedForm struct {
	column string // with its table, "attempts.questions"
	holds  reflect.Type
}

// storedForms returns every column that bun writes as JSON.
func storedForms() (forms []storedForm) {
	for _, t := range tables() {
		for _, f := range t.Fields {
			if strings.HasPrefix(strings.ToUpper(f.CreateTableSQLType), "JSON") {
				forms = append(forms, storedForm{t.Name + "." + f.Name, f.StructField.Type})
			}
		}
	}
	return forms
}

func tables() (all []*schema.Table) {
	known := pgdialect.New().Tables()
	for _, row := range rows {
		all = append(all, known.Get(reflect.TypeOf(row)))
	}
	return all
}

// Every table's row is written down above, and what is written as JSON is what
// the schema has for JSON: no slice or map slips into a column of text.
func TestEveryColumnOfJSON(t *testing.T) {
	var have, want, made []string
	for _, f := range storedForms() {
		have = append(have, f.column)
	}
	named := slices.Clone(bare)
	for _, table := range tables() {
		named = append(named, table.Name)
	}
	for table, columns := range schemaJSON(t) {
		made = append(made, table)
		for _, c := range columns {
			want = append(want, table+"."+c)
		}
	}
	for _, list := range [][]string{have, want, named, made} {
		slices.Sort(list)
	}
	if !slices.Equal(have, want) {
		t.Errorf("columns of JSON are\n%q in Go and\n%q in the migrations", have, want)
	}
	if !slices.Equal(named, made) {
		t.Errorf("tables are\n%q here and\n%q in the migrations", named, made)
	}
}

var (
	tableLine  = regexp.MustCompile(`(?m)^CREATE TABLE (\w+) \(([^;]*)\);`)
	columnLine = regexp.MustCompile(`(?m)^\s+(\w+)\s+\{\{\.JSON\}\}`)
	addedLine  = regexp.MustCompile(`(?m)^ALTER TABLE (\w+) ADD COLUMN (\w+)\s+\{\{\.JSON\}\}`)
)

// schemaJSON returns the columns of JSON of each table, by the migrations.
func schemaJSON(t *testing.T) map[string][]string {
	columns := map[string][]string{}
	files, err := fs.Glob(migrations.FS, "*.sql")
	must(t, err)
	for _, name := range files {
		b, err := migrations.FS.ReadFile(name)
		must(t, err)
		for _, table := range tableLine.FindAllStringSubmatch(string(b), -1) {
			columns[table[1]] = []string{}
			for _, c := range columnLine.FindAllStringSubmatch(table[2], -1) {
				columns[table[1]] = append(columns[table[1]], c[1])
			}
		}
		for _, c := range addedLine.FindAllStringSubmatch(string(b), -1) {
			columns[c[1]] = append(columns[c[1]], c[2])
		}
	}
	return columns
}

// Everything that is stored as JSON has keys of ours.
func TestStoredKeys(t *testing.T) {
	looked := map[reflect.Type]bool{}
	for _, f := range storedForms() {
		for _, wrong := range keyProblems(f.holds, looked) {
			t.Errorf("%s: %s", f.column, wrong)
		}
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[catalog.PortfolioPart](), reflect.TypeFor[quiz.Question](), reflect.TypeFor[certificate.Press]()} {
		if !looked[typ] {
			t.Errorf("%s is stored, and was not looked at", typ)
		}
	}
}

var (
	keyForm       = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	marshaler     = reflect.TypeFor[json.Marshaler]()
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
)

// keyProblems returns what is wrong with the keys of what is reached from t: a
// field without a key, a key that is not in snake_case, and what can hold
// anything. That no key of a type is there twice, go vet sees to.
func keyProblems(t reflect.Type, looked map[reflect.Type]bool) (wrong []string) {
	if looked[t] || t.Implements(marshaler) || t.Implements(textMarshaler) {
		return nil
	}
	looked[t] = true
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return keyProblems(t.Elem(), looked)
	case reflect.Map:
		return append(keyProblems(t.Key(), looked), keyProblems(t.Elem(), looked)...)
	case reflect.Interface, reflect.Func, reflect.Chan:
		return []string{fmt.Sprintf("%s has no form of its own", t)}
	case reflect.Struct:
		return structProblems(t, looked)
	}
	return nil
}

func structProblems(t reflect.Type, looked map[reflect.Type]bool) (wrong []string) {
	for f := range t.Fields() {
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() && !f.Anonymous || key == "-" {
			continue
		}
		switch {
		case key == "":
			wrong = append(wrong, fmt.Sprintf("%s.%s has no key", t, f.Name))
		case !keyForm.MatchString(key):
			wrong = append(wrong, fmt.Sprintf("%s.%s: the key %q is not in snake_case", t, f.Name, key))
		}
		wrong = append(wrong, keyProblems(f.Type, looked)...)
	}
	return wrong
}

// What is wrong with keys is found, however deep.
func TestKeyProblems(t *testing.T) {
	type deep struct{ Bare string }
	type Embedded struct {
		Inner string `json:"inner"`
	}
	for _, c := range []struct {
		value any
		want  []string
	}{
		{struct {
			Text string `json:"text,omitzero"`
			Left string `json:"-"`
			own  string
		}{own: ""}, nil},
		{struct{ Title string }{}, []string{"Title has no key"}},
		{struct {
			Title string `json:",omitempty"`
		}{}, []string{"Title has no key"}},
		{struct {
			Title string `yaml:"title"`
		}{}, []string{"Title has no key"}},
		{struct {
			ValidMonths int `json:"ValidMonths"`
			Minutes     int `json:"minutes-planned"`
		}{}, []string{"ValidMonths: the key", "Minutes: the key"}},
		{struct {
			Deep map[string][]*deep `json:"deep"`
		}{}, []string{"deep.Bare has no key"}},
		{map[int]deep{}, []string{"deep.Bare has no key"}},
		{[]struct{ Embedded }{}, []string{"Embedded has no key"}},
		{struct {
			Any any `json:"any"`
		}{}, []string{"interface {} has no form"}},
	} {
		got := keyProblems(reflect.TypeOf(c.value), map[reflect.Type]bool{})
		fits := len(got) == len(c.want)
		for i := range min(len(got), len(c.want)) {
			fits = fits && strings.Contains(got[i], c.want[i])
		}
		if !fits {
			t.Errorf("%T: %q, want %q", c.value, got, c.want)
		}
	}
}

// Every form is written as it always was, and read back whole. Databases hold
// what is in testdata/stored, so it may grow by the key of a new field (remove
// the file, and -update writes it), but nothing in it may change or go.
func TestStoredForms(t *testing.T) {
	files := map[string]bool{}
	for _, f := range storedForms() {
		name := f.column + ".json"
		files[name] = true
		v := filled(f.holds)
		got := indented(t, v.Interface())
		path := filepath.Join("testdata", "stored", name)
		if _, err := os.Stat(path); err != nil && *update {
			must(t, os.WriteFile(path, got, 0o644))
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Errorf("%v; -update writes it", err)
			continue
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is written\n%s, want\n%s", f.column, got, want)
		}
		sameForm(t, f.column, want, v)
	}
	for _, name := range filesIn(t, "stored") {
		if !files[name] {
			t.Errorf("%s: no column holds it", name)
		}
	}
}

// What earlier programs wrote is read. Each file of testdata/earlier is a form
// that is in databases; beside one whose keys were Go's names stands what it is
// today. Neither ever changes: a field that is new is not in them.
func TestEarlierForms(t *testing.T) {
	read := 0
	for _, f := range storedForms() {
		if _, err := os.Stat(earlierPath(f.column)); err != nil {
			continue
		}
		read++
		want, err := os.ReadFile(filepath.Join("testdata", "earlier", f.column+".read.json"))
		if errors.Is(err, fs.ErrNotExist) {
			want, err = os.ReadFile(earlierPath(f.column))
		}
		must(t, err)
		v := reflect.New(f.holds)
		readEarlier(t, f.column, v.Interface())
		if got := indented(t, v.Interface()); !bytes.Equal(got, want) {
			t.Errorf("the earlier %s is\n%s, want\n%s", f.column, got, want)
		}
	}
	forms := slices.DeleteFunc(filesIn(t, "earlier"), func(name string) bool { return strings.HasSuffix(name, ".read.json") })
	if read != len(forms) || read == 0 {
		t.Errorf("%d of %q were read", read, forms)
	}
}

func earlierPath(column string) string {
	return filepath.Join("testdata", "earlier", column+".json")
}

func readEarlier(t *testing.T, column string, into any) {
	t.Helper()
	b, err := os.ReadFile(earlierPath(column))
	must(t, err)
	must(t, json.Unmarshal(b, into))
}

// A version of a course keeps its id, which certificates and enrolments say,
// and certificates, templates and training records keep the digests that they
// are checked by: neither the keys of what they are made of nor their order
// change.
func TestDigestsStay(t *testing.T) {
	var (
		course   catalog.Course
		record   certificate.Record
		design   certificate.Design
		contents certificate.Contents
	)
	readEarlier(t, "course_versions.body", &course)
	readEarlier(t, "certificates.record", &record)
	readEarlier(t, "templates.design", &design)
	readEarlier(t, "transcripts.contents", &contents)
	for _, c := range []struct{ what, got, want string }{
		{"the version of a course", courseware.Version(course), "e157dc883d0d130f"},
		{"the hash of a certificate's record", certificate.Chain("before", record), "eb608136d1cfb0987624f094f687948d88171556b2db85b7cad17e75ef17e599"},
		{"the digest of a design", design.Digest(), "0f34567acc60f35ca33b831e61b69772bc50acac46739ea240424e2d009ebf96"},
		{"the hash of a training record", contents.Hash(), "2436e8ca1cffa7c2360eb1955f559f46483ec79a24274e4577d0d7d9d7f553b7"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %s, want %s", c.what, c.got, c.want)
		}
	}
}

func indented(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.MarshalIndent(v, "", "  ")
	must(t, err)
	return append(b, '\n')
}

// sameForm checks that b says what want does.
func sameForm(t *testing.T, what string, b []byte, want reflect.Value) {
	t.Helper()
	got := reflect.New(want.Type())
	must(t, json.Unmarshal(b, got.Interface()))
	if !reflect.DeepEqual(got.Elem().Interface(), want.Interface()) {
		t.Errorf("%s is read\n%s, want\n%s", what, indented(t, got.Interface()), indented(t, want.Interface()))
	}
}

func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	all, err := os.ReadDir(filepath.Join("testdata", dir))
	must(t, err)
	names := map[string]bool{}
	for _, f := range all {
		names[f.Name()] = true
	}
	return slices.Sorted(maps.Keys(names))
}
