package archtest

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "masar/"

// rules are the packages of what is true.
var rules = words("day typed people password catalog workshop quiz quiz/item exercise survey progress certificate signet notice report event fault")

// A room says what a package may import: of ours, and of the world's modules.
// What the standard library has is open to all but the rules.
type room struct{ ours, world string }

// wing is what every wing of the site needs of the world.
const wing = "github.com/a-h/templ github.com/gofiber/fiber/v2"

// groups are names for many packages: WINGS are the wings of the site, PAGES what
// each of them stands on. No wing imports another.
var groups = map[string][]string{
	"RULES": rules,
	"APP":   words("app app/core app/certify app/identity app/learn app/personnel app/reporting app/studio app/teach"),
	"WINGS": words("web/admin web/certify web/identity web/learn web/personnel web/reporting web/studio web/teach"),
	"PAGES": append(words("store access i18n web/kit web/present web/ui"), rules...),
}

// plan is the whole house. RULES stands for every rule, and so do the other groups. A package that is not
// drawn here is not allowed to be.
var plan = map[string]room{
	// what is true
	"day":         {"", ""},
	"typed":       {"day fault", "golang.org/x/text"},                    // one folding for all that is typed: Unicode's tables
	"people":      {"fault typed", "golang.org/x/net golang.org/x/text"}, // domains of every script: IDNA
	"password":    {"fault people", "github.com/ccojocar/zxcvbn-go"},     // its lists of words
	"catalog":     {"fault people", ""},
	"workshop":    {"fault people catalog day typed", ""},
	"quiz":        {"fault people catalog quiz/item", ""},
	"quiz/item":   {"fault catalog", ""}, // types of question, which banks, quizzes and pages ask alike
	"exercise":    {"fault people catalog", ""},
	"survey":      {"fault people catalog day", ""},
	"progress":    {"fault people catalog", ""},
	"certificate": {"fault people catalog signet day typed", ""},
	"signet":      {"", ""},
	"notice":      {"fault people catalog day", ""},
	"report":      {"fault people catalog day", ""},
	"event":       {"fault people catalog", ""},
	"fault":       {"", ""},
	// tools
	"archive":    {"", ""},
	"access":     {"RULES", "github.com/casbin/casbin/v2"},
	"auth":       {"RULES", "github.com/alexedwards/argon2id"},
	"bidi":       {"", "golang.org/x/text"},
	"courseware": {"RULES numeral wording", "github.com/microcosm-cc/bluemonday github.com/yuin/goldmark golang.org/x/net golang.org/x/text go.yaml.in/yaml/v3"},
	"i18n":       {"RULES numeral", "github.com/hablullah/go-hijri golang.org/x/text"},
	"i18n/gen":   {"wording", "go.yaml.in/yaml/v3"},
	"letter":     {"RULES assets/fonts i18n openbadge pdf", ""},
	"mail":       {"RULES", "github.com/wneessen/go-mail"},
	"numeral":    {"", ""}, // numbers in Arabic prose, alike in lessons and in all that says their titles
	"openbadge":  {"RULES", "github.com/piprate/json-gold"},
	"pdf":        {"bidi qr shape truetype", "github.com/go-pdf/fpdf github.com/klauspost/compress golang.org/x/text"},
	"qr":         {"", "rsc.io/qr"},
	"shape":      {"bidi truetype", "github.com/go-text/typesetting golang.org/x/text"},
	"sheet":      {"RULES", "github.com/xuri/excelize/v2 golang.org/x/text"},
	"testsum":    {"", ""},
	"blank":      {"", "golang.org/x/net"},
	"tongue":     {"", ""},
	"truetype":   {"", ""},
	"upload":     {"RULES", ""},
	"wording":    {"", "go.yaml.in/yaml/v3"},
	// what is remembered, and what can be done
	"store":         {"RULES migrations", "github.com/uptrace/bun github.com/jackc/pgx/v5 modernc.org/sqlite github.com/hashicorp/golang-lru/v2"},
	"app":           {"RULES store app/core app/certify app/identity app/learn app/personnel app/reporting app/studio app/teach", ""},
	"app/core":      {"RULES store", ""},
	"app/identity":  {"RULES store app/core", ""},
	"app/learn":     {"RULES store app/core", ""},
	"app/certify":   {"RULES store app/core app/identity", ""}, // whose token may have what signed
	"app/personnel": {"RULES store app/core app/learn", ""},    // who is assigned begins a round
	"app/reporting": {"RULES store app/core", ""},
	"app/studio":    {"RULES store app/core app/learn", ""}, // who is on a course stays on its version
	"app/teach":     {"RULES store app/core app/learn", ""}, // a seat is a round, attendance completes it
	// what starts things
	"jobs":          {"fault notice store app app/core", "github.com/hibiken/asynq github.com/sony/gobreaker/v2 github.com/redis/go-redis/v9 github.com/go-redis/redis_rate/v10 github.com/alicebob/miniredis/v2"},
	"web":           {"WINGS web/kit", "github.com/gofiber/fiber/v2"},
	"web/ui":        {"RULES store assets i18n", "github.com/a-h/templ"},
	"web/present":   {"RULES store courseware i18n upload web/ui", "github.com/a-h/templ"},
	"web/kit":       {"RULES store app app/core app/identity assets access blank courseware i18n tongue upload web/ui", "github.com/a-h/templ github.com/gofiber/fiber/v2 github.com/google/uuid github.com/prometheus/client_golang github.com/valyala/fasthttp golang.org/x/sync golang.org/x/time"},
	"web/admin":     {"PAGES", wing},
	"web/certify":   {"PAGES app/certify app/identity archive assets letter openbadge pdf", wing},
	"web/identity":  {"PAGES app/identity", wing},
	"web/learn":     {"PAGES app/learn letter upload", wing},
	"web/personnel": {"PAGES app/core app/personnel sheet", wing},
	"web/reporting": {"PAGES sheet", wing},
	"web/studio":    {"PAGES app/studio courseware", wing},
	"web/teach":     {"PAGES app/core app/learn app/teach", wing},
	"web/uitest":    {"", "golang.org/x/net"},
	// houses to try things in
	"demo":              {"RULES store APP", ""},
	"masartest":         {"RULES store APP auth", "github.com/klauspost/compress"}, // an earlier database, packed
	"masartest/browser": {"", "github.com/chromedp"},
	"web/e2e":           {"", ""}, // tests alone: they join the whole house
	"benchsum":          {"", ""},
	"archtest":          {"", ""},
}

// outside are the packages beside internal, but for the command, which joins
// everything.
var outside = map[string]room{
	"assets":       {"", "github.com/molecule-man/go-brrr github.com/klauspost/compress"},
	"assets/fonts": {"", ""},
	"courses":      {"", ""},
	"internal":     {"", ""},
	"migrations":   {"", "github.com/uptrace/bun"},
}

// A pkg is what the go command says of a package of ours.
type pkg struct {
	ImportPath string
	Imports    []string
}

// Imports run one way, and each technology is known to one package.
func TestImports(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Dir = filepath.Join("..", "..")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for list := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := list.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		seen++
		for _, problem := range p.problems() {
			t.Error(problem)
		}
	}
	if seen < len(plan) {
		t.Errorf("only %d packages were looked at, and %d are drawn", seen, len(plan))
	}
}

// problems says what p imports that it may not.
func (p pkg) problems() (all []string) {
	name := strings.TrimPrefix(p.ImportPath, module)
	if strings.HasPrefix(name, "cmd/") {
		return nil
	}
	r, drawn := outside[name]
	if inner, ok := strings.CutPrefix(name, "internal/"); ok {
		r, drawn = plan[inner]
	}
	if !drawn {
		return []string{p.ImportPath + " is not drawn in archtest: think about where it stands"}
	}
	for _, i := range p.Imports {
		if !r.allows(i) {
			all = append(all, p.ImportPath+" may not import "+i)
		}
	}
	return all
}

func (r room) allows(path string) bool {
	if own, ok := strings.CutPrefix(path, module); ok {
		own = strings.TrimPrefix(own, "internal/")
		ours := words(r.ours)
		return slices.Contains(ours, own) || slices.ContainsFunc(ours, func(g string) bool { return slices.Contains(groups[g], own) })
	}
	first, _, _ := strings.Cut(path, "/")
	if !strings.Contains(first, ".") { // the standard library
		return true
	}
	return slices.ContainsFunc(words(r.world), func(m string) bool { return path == m || strings.HasPrefix(path, m+"/") })
}

func words(s string) []string { return strings.Fields(s) }

// The plan itself is one-way: what it allows has no circle.
func TestPlanHasNoCircle(t *testing.T) {
	state := map[string]int{} // 1: being looked at, 2: done
	var visit func(name string)
	visit = func(name string) {
		switch state[name] {
		case 1:
			t.Errorf("a circle through %s", name)
			return
		case 2:
			return
		}
		state[name] = 1
		if !slices.Contains(rules, name) { // rules allow more of one another than any of them uses
			for _, under := range words(plan[name].ours) {
				if group, ok := groups[under]; ok && under != "RULES" {
					for _, one := range group {
						visit(one)
					}
					continue
				}
				visit(under)
			}
		}
		state[name] = 2
	}
	for name := range plan {
		visit(name)
	}
}

// A misdrawn import is found.
func TestProblems(t *testing.T) {
	for _, c := range []struct {
		pkg, imports string
		want         int
	}{
		{"internal/store", "database/sql masar/internal/people github.com/uptrace/bun/dialect", 0},
		{"internal/store", "masar/internal/app", 1},
		{"internal/app", "github.com/uptrace/bun masar/internal/web", 2},
		{"internal/quiz", "masar/internal/progress", 1},
		{"internal/web", "github.com/uptrace/bun github.com/hibiken/asynq", 2},
		{"internal/util", "", 1},
		{"cmd/masar", "masar/internal/web masar/internal/jobs", 0},
	} {
		if got := (pkg{module + c.pkg, words(c.imports)}).problems(); len(got) != c.want {
			t.Errorf("%s imports %s: %v, want %d problems", c.pkg, c.imports, got, c.want)
		}
	}
}

// sources returns the files of a package and of all under it that are drawn.
func sources(t *testing.T, dir string) (files []*ast.File) {
	for name := range plan {
		if (name == dir || strings.HasPrefix(name, dir+"/")) && name != "web/e2e" && name != "web/uitest" {
			files = append(files, source(t, name)...)
		}
	}
	return files
}

// source parses the files of an internal package, without its tests.
func source(t *testing.T, name string) (files []*ast.File) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", name, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files of %s: %v", name, err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// Rules wait for nothing, look nothing up, and are told what time it is.
func TestRulesArePure(t *testing.T) {
	closed := words("context database/sql net net/http os os/exec log log/slog io/fs sync time/tzdata math/rand crypto/rand testing")
	for _, name := range rules {
		for _, f := range source(t, name) {
			for _, i := range f.Imports {
				if path, _ := strconv.Unquote(i.Path.Value); slices.Contains(closed, path) {
					t.Errorf("%s imports %s", name, path)
				}
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.SelectorExpr:
					if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(words("Now Since Until Sleep After Tick Local"), n.Sel.Name) {
						t.Errorf("%s asks for the time: time.%s", name, n.Sel.Name)
					}
					if x, ok := n.X.(*ast.Ident); ok && x.Name == "rand" && !slices.Contains(words("New NewPCG NewChaCha8 Rand Source PCG ChaCha8"), n.Sel.Name) {
						t.Errorf("%s leaves it to chance without a seed: rand.%s", name, n.Sel.Name)
					}
				case *ast.GoStmt:
					t.Errorf("%s starts a goroutine", name)
				}
				return true
			})
		}
	}
}

// A door reads through a store.Reader, which has nothing that writes: only app is
// given the database.
func TestOnlyAppHoldsTheDatabase(t *testing.T) {
	held := 0
	for name := range plan {
		for _, f := range source(t, name) {
			ast.Inspect(f, func(n ast.Node) bool {
				sel, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if x, ok := sel.X.(*ast.Ident); !ok || x.Name != "store" || !slices.Contains(words("DB Tx Open"), sel.Sel.Name) {
					return true
				}
				if held++; !slices.Contains(words("masartest archtest"), name) && name != "app" && !strings.HasPrefix(name, "app/") {
					t.Errorf("%s names store.%s; let a use case of app do it", name, sel.Sel.Name)
				}
				return true
			})
		}
	}
	if held == 0 {
		t.Error("not even app holds the database")
	}
}

// Within a transaction nothing is read around it, neither at first hand nor by a
// method of App that does: on SQLite that would see what was before, and on
// PostgreSQL lock nothing.
func TestTransactionsReadThemselves(t *testing.T) {
	around, seen := words("Store db"), 0
	for _, f := range sources(t, "app") {
		for _, d := range f.Decls {
			if m, ok := d.(*ast.FuncDecl); ok && inTransaction(m) == nil && m.Recv != nil && names(m.Body, words("Store db")) {
				around = append(around, m.Name.Name)
			}
		}
	}
	for _, f := range sources(t, "app") {
		for _, d := range f.Decls {
			ast.Inspect(d, func(n ast.Node) bool {
				body := inTransaction(n)
				if body == nil {
					return true
				}
				seen++
				if names(body, around) {
					t.Errorf("%s reads around its transaction", d.(*ast.FuncDecl).Name)
				}
				return true
			})
		}
	}
	if seen < 100 {
		t.Errorf("%d transactions found, want all of them", seen)
	}
}

// A transaction that is made again counts from the beginning: what is counted or
// collected in it for outside is first set in it.
func TestTransactionsCanBeMadeAgain(t *testing.T) {
	counted := 0
	for _, f := range sources(t, "app") {
		for _, d := range f.Decls {
			ast.Inspect(d, func(n ast.Node) bool {
				lit, ok := n.(*ast.FuncLit)
				if !ok || inTransaction(lit) == nil {
					return true
				}
				set := map[string]bool{}
				ast.Inspect(lit.Body, func(n ast.Node) bool {
					switch n := n.(type) {
					case *ast.ValueSpec:
						for _, name := range n.Names {
							set[name.Name] = true
						}
					case *ast.RangeStmt:
						set[root(n.Key)], set[root(n.Value)] = true, true
					case *ast.FuncLit:
						for _, p := range n.Type.Params.List {
							for _, name := range p.Names {
								set[name.Name] = true
							}
						}
					case *ast.IncDecStmt:
						if counted++; !set[root(n.X)] {
							t.Errorf("%s counts %s on from the transaction that was given up", d.(*ast.FuncDecl).Name, root(n.X))
						}
					case *ast.AssignStmt:
						for i, l := range n.Lhs {
							grows := n.Tok != token.DEFINE && n.Tok != token.ASSIGN || i < len(n.Rhs) && appends(n.Rhs[i])
							if grows {
								if counted++; !set[root(l)] {
									t.Errorf("%s adds to %s of the transaction that was given up", d.(*ast.FuncDecl).Name, root(l))
								}
							}
							if _, ok := l.(*ast.Ident); ok {
								set[root(l)] = true
							}
						}
					}
					return true
				})
				return false
			})
		}
	}
	if counted < 10 {
		t.Errorf("%d counts found, want all of them", counted)
	}
}

// root returns the variable that an expression is of, or "".
func root(e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x.Name
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		default:
			return ""
		}
	}
}

func appends(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	return ok && root(call.Fun) == "append"
}

// names reports whether something of an App is named in the body: a.X, or
// d.App.X. A Unit has methods of the same names, which are its own.
func names(body ast.Node, what []string) (found bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || !slices.Contains(what, sel.Sel.Name) {
			return !found
		}
		switch x := sel.X.(type) {
		case *ast.Ident:
			found = found || x.Name == "a"
		case *ast.CallExpr: // a part, as a transaction has it
			fun, ok := x.Fun.(*ast.Ident)
			found = found || ok && fun.Name == "within"
		case *ast.SelectorExpr:
			found = found || x.Sel.Name == "App"
		}
		return !found
	})
	return found
}

// inTransaction returns the body of what runs within a transaction, or nil: a
// method of core.Unit, or a function that takes one or a store.Tx.
func inTransaction(n ast.Node) *ast.BlockStmt {
	within := func(fields *ast.FieldList) bool {
		return fields != nil && slices.ContainsFunc(fields.List, func(f *ast.Field) bool {
			star, ok := f.Type.(*ast.StarExpr)
			if !ok {
				return false
			}
			switch x := star.X.(type) {
			case *ast.Ident:
				return x.Name == "Unit"
			case *ast.SelectorExpr:
				return x.Sel.Name == "Tx" || x.Sel.Name == "Unit"
			}
			return false
		})
	}
	switch n := n.(type) {
	case *ast.FuncDecl:
		if within(n.Recv) || within(n.Type.Params) {
			return n.Body
		}
	case *ast.FuncLit:
		if within(n.Type.Params) {
			return n.Body
		}
	}
	return nil
}

// Whatever crosses agencies says why.
func TestEverywhereSaysWhy(t *testing.T) {
	for name := range plan {
		if name == "people" || strings.HasPrefix(name, "i18n/") || name == "archtest" {
			continue
		}
		for _, f := range source(t, name) {
			ast.Inspect(f, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				sel, ok := call.Fun.(*ast.SelectorExpr)
				if !ok || sel.Sel.Name != "Everywhere" || len(call.Args) != 1 {
					return true
				}
				if why, ok := call.Args[0].(*ast.BasicLit); ok && len(why.Value) < 12 {
					t.Errorf("%s crosses agencies for no reason: %s", name, why.Value)
				}
				return true
			})
		}
	}
}

// unbounded are Fiber's and fasthttp's ways to what a request brings: they unpack
// bodies without a limit, take a field of the address for one of the form, or
// believe whatever stands in X-Forwarded-For.
var unbounded = words("FormValue FormFile MultipartForm MultipartFormWithLimit PostArgs PostBody BodyParser BodyRaw BodyUncompressed SaveFile SaveFileToStorage IP IPs Hostname Protocol BaseURL")

// What a request brings comes in by one way: web's take, posted and addressOf.
func TestOneWayIn(t *testing.T) {
	found := 0
	for _, f := range sources(t, "web") {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			on, _ := sel.X.(*ast.Ident)
			if slices.Contains(unbounded, sel.Sel.Name) || sel.Sel.Name == "Body" && on != nil && on.Name == "c" {
				t.Errorf("web calls %s: a request is read by take, posted and addressOf", sel.Sel.Name)
			}
			if sel.Sel.Name == "RequestBodyStream" {
				found++
			}
			return true
		})
	}
	if found != 2 {
		t.Errorf("the body of a request is read in %d places; take and leave are two", found)
	}
}
