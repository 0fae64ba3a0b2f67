package courseware

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// An arranger prepares the tree of a text for the page.
type arranger struct {
	src      []byte
	opt      Options
	headings int
	titles   int
	labels   map[string]int // how often each label of a table has been given
	heading  string         // the last one
}

// arrange gives headings their level and id, tables their frame, and pictures
// and links their address.
func arrange(doc ast.Node, src []byte, opt Options) {
	a := &arranger{src: src, opt: opt, labels: map[string]int{}}
	var nodes []ast.Node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			nodes = append(nodes, n)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range nodes {
		a.arrange(n)
	}
}

func (a *arranger) arrange(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		a.headings++
		a.heading = plain(n, a.src)
		n.Level = max(n.Level, 2)
		n.SetAttributeString("id", fmt.Appendf(nil, "%ss%d", a.opt.IDs, a.headings))
	case *boxTitle:
		a.titles++
		n.id = fmt.Sprintf("%sn%d", a.opt.IDs, a.titles)
	case *extast.Table:
		a.table(n)
	case *ast.Image:
		a.image(n)
	case *ast.Link:
		a.link(n)
	case *ast.AutoLink:
		a.autoLink(n)
	}
}

// table puts a table into a frame that scrolls and says what it is about.
func (a *arranger) table(t *extast.Table) {
	var heads []string
	for c := t.FirstChild().FirstChild(); c != nil; c = c.NextSibling() {
		c.SetAttributeString("scope", []byte("col"))
		if s := strings.TrimSpace(plain(c, a.src)); s != "" {
			heads = append(heads, s)
		}
	}
	comma := ", "
	if a.opt.Lang == "ar" {
		comma = "، "
	}
	label := strings.Join(heads, comma)
	if label == "" {
		label = a.heading
	}
	a.labels[label]++
	if n := a.labels[label]; n > 1 {
		label = fmt.Sprintf("%s (%d)", label, n)
	}
	frame := &scroll{label: label}
	t.Parent().ReplaceChild(t.Parent(), t, frame)
	frame.AppendChild(frame, t)
}

// image gives a picture its address. One that is not shown leaves its
// description behind.
func (a *arranger) image(img *ast.Image) {
	src := a.media(string(img.Destination))
	parent := img.Parent()
	if src == "" {
		parent.ReplaceChild(parent, img, ast.NewString([]byte(plain(img, a.src))))
		return
	}
	img.Destination = []byte(src)
	if p, ok := parent.(*ast.Paragraph); ok && p.ChildCount() == 1 {
		f := &figure{caption: unescape(string(img.Title))}
		p.Parent().ReplaceChild(p.Parent(), p, f)
		f.AppendChild(f, img)
	}
}

// media returns the address of the medium that dest names, or "".
func (a *arranger) media(dest string) string {
	name, ok := strings.CutPrefix(dest, "media/")
	if !ok || a.opt.MediaURL == nil || !mediaForm.MatchString(name) {
		return ""
	}
	return a.opt.MediaURL(name)
}

// link gives a link its address, or leaves only its words.
func (a *arranger) link(l *ast.Link) {
	dest := string(l.Destination)
	switch {
	case isWeb(dest):
		l.SetAttributeString("rel", []byte("noopener"))
		return
	case strings.HasPrefix(dest, "mailto:"), strings.HasPrefix(dest, "tel:"):
		return
	case strings.HasPrefix(dest, "#"):
		l.Destination = []byte("#" + a.opt.IDs + dest[1:])
		return
	}
	if src := a.media(dest); src != "" {
		l.Destination = []byte(src)
		return
	}
	parent := l.Parent()
	for c := l.FirstChild(); c != nil; c = l.FirstChild() {
		parent.InsertBefore(parent, l, c)
	}
	parent.RemoveChild(parent, l)
}

// autoLink leaves only the words of a bare address that is neither on the web
// nor of mail.
func (a *arranger) autoLink(l *ast.AutoLink) {
	switch {
	case l.AutoLinkType == ast.AutoLinkEmail:
	case isWeb(string(l.URL(a.src))):
		l.SetAttributeString("rel", []byte("noopener"))
	default:
		l.Parent().ReplaceChild(l.Parent(), l, ast.NewString(l.Label(a.src)))
	}
}

// isWeb reports whether dest is the address of something on the web.
func isWeb(dest string) bool {
	u, err := url.Parse(dest)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}
