package archive

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// files returns n files of other sizes, one of them empty, and their entries.
func files(n int) (bodies [][]byte, entries []Entry) {
	chance := rand.New(rand.NewPCG(1, 1))
	for i := range n {
		body := bytes.Repeat([]byte{byte(i), byte(i >> 8), 'x'}, chance.IntN(300))
		if i == 1 {
			body = nil
		}
		bodies = append(bodies, body)
		entries = append(entries, Entry{Name: fmt.Sprintf("MSR-2026-%06d-0.pdf", i+1), Size: int64(len(body)), CRC: crc32.ChecksumIEEE(body)})
	}
	return bodies, entries
}

func lay(t *testing.T, entries []Entry) *Zip {
	t.Helper()
	z, err := Lay(entries, noon)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func read(t *testing.T, z *Zip, from, to int64, bodies [][]byte) []byte {
	t.Helper()
	r := z.Part(from, to, func(i int) ([]byte, error) { return bodies[i], nil })
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The archive is as long as it was said to be, and others read from it what
// was put in; that of more than 65,535 entries too.
func TestWhole(t *testing.T) {
	for _, n := range []int{0, 1, 50, 65_534, 65_535, 70_000} {
		bodies, entries := files(n)
		z := lay(t, entries)
		whole := read(t, z, 0, z.Size(), bodies)
		if int64(len(whole)) != z.Size() {
			t.Fatalf("%d entries: %d bytes, said to be %d", n, len(whole), z.Size())
		}
		r, err := zip.NewReader(bytes.NewReader(whole), z.Size())
		if err != nil || len(r.File) != n {
			t.Fatalf("%d entries: %v", n, err)
		}
		for i, f := range r.File {
			o, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(o)
			if err != nil || !bytes.Equal(got, bodies[i]) || f.Name != entries[i].Name || !f.Modified.Equal(noon) || f.Method != zip.Store {
				t.Fatalf("entry %d of %d: %+v, %v", i, n, f.FileHeader, err)
			}
		}
		if n == 50 || n == 70_000 {
			elsewhere(t, whole)
		}
	}
}

// elsewhere has other programs test the archive, those there are.
func elsewhere(t *testing.T, whole []byte) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.zip")
	if err := os.WriteFile(file, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, cmd := range [][]string{{"unzip", "-tqq", file}, {"python3", "-m", "zipfile", "-t", file}, {"bsdtar", "-tf", file}} {
		if _, err := exec.LookPath(cmd[0]); err != nil {
			t.Logf("%s is not there to ask", cmd[0])
			continue
		}
		if out, err := exec.Command(cmd[0], cmd[1:]...).CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %s", cmd[0], err, out)
		}
	}
}

// Any part is the same bytes as in the whole.
func TestParts(t *testing.T) {
	bodies, entries := files(40)
	z := lay(t, entries)
	whole := read(t, z, 0, z.Size(), bodies)
	chance := rand.New(rand.NewPCG(2, 2))
	offsets := append([]int64{0, 1, z.Size(), z.Size() - 1}, z.starts...)
	for range 100 {
		offsets = append(offsets, chance.Int64N(z.Size()+1))
	}
	for _, from := range offsets {
		for range 5 {
			to := from + chance.Int64N(z.Size()-from+1)
			if got := read(t, z, from, to, bodies); !bytes.Equal(got, whole[from:to]) {
				t.Fatalf("from %d to %d: %d bytes that are others", from, to, len(got))
			}
		}
		if got := read(t, z, from, z.Size(), bodies); !bytes.Equal(got, whole[from:]) {
			t.Fatalf("from %d on", from)
		}
	}
}

// An archive of more than 4 GB is read to its end without its entries, and
// others find each of them there.
func TestFar(t *testing.T) {
	var entries []Entry
	for i := range 5 {
		entries = append(entries, Entry{Name: fmt.Sprint(i), Size: 1 << 30})
	}
	z := lay(t, entries)
	if z.Size() < 5<<30 {
		t.Fatal(z.Size())
	}
	r, err := zip.NewReader(far{z, t}, z.Size())
	if err != nil || len(r.File) != 5 {
		t.Fatal(err)
	}
	for i, f := range r.File {
		if at, err := f.DataOffset(); err != nil || at != z.starts[i]+head+1 || f.UncompressedSize64 != 1<<30 {
			t.Errorf("entry %d at %d, %v; want %d", i, at, err, z.starts[i]+head+1)
		}
	}
	if _, err := Lay([]Entry{{Size: 1 << 32}}, noon); !errors.Is(err, ErrLarge) {
		t.Errorf("an entry of 4 GB: %v", err)
	}
}

// A far archive is read at offsets; of its entries only the headers.
type far struct {
	z *Zip
	t *testing.T
}

func (f far) ReadAt(b []byte, at int64) (int, error) {
	if i := f.z.entryAt(at); i < len(f.z.entries) && at < f.z.starts[len(f.z.entries)] {
		if end := at + int64(len(b)); at == f.z.starts[i] && end <= at+head+1 {
			return copy(b, f.z.header(f.z.entries[i])), nil
		}
		clear(b) // a reader that looks for the end reads backwards into the last entry
		if tail := f.z.starts[len(f.z.entries)] - at; tail < int64(len(b)) {
			copy(b[tail:], f.z.tail)
		}
		return len(b), nil
	}
	n := copy(b, f.z.tail[at-f.z.starts[len(f.z.entries)]:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// However many entries there are, and however slowly they are read, only a
// few are there at once, in order.
func TestFlat(t *testing.T) {
	const n, size = 3000, 1000
	var entries []Entry
	body := bytes.Repeat([]byte("x"), size)
	for i := range n {
		entries = append(entries, Entry{Name: fmt.Sprint(i), Size: size, CRC: crc32.ChecksumIEEE(body)})
	}
	z := lay(t, entries)
	var asked, most atomic.Int64
	r := z.Part(0, z.Size(), func(int) ([]byte, error) { asked.Add(1); return body, nil })
	defer r.Close()
	var taken int64
	b := make([]byte, 700)
	for {
		k, err := r.Read(b)
		taken += int64(k)
		// What was asked for and not read yet is all that is held.
		if held := asked.Load() - int64(z.entryAt(min(taken, z.Size()-1))); held > most.Load() {
			most.Store(held)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if most.Load() > int64(Ahead())+1 || taken != z.Size() {
		t.Errorf("%d entries were held at once, want %d at most; %d bytes of %d", most.Load(), Ahead()+1, taken, z.Size())
	}
}

// An entry whose bytes are others, or that cannot be had, ends the reading
// before any of its bytes.
func TestChanged(t *testing.T) {
	bodies, entries := files(20)
	z := lay(t, entries)
	gone := errors.New("gone")
	for _, c := range []struct {
		name string
		body func(i int) ([]byte, error)
		want error
	}{
		{"others", func(i int) ([]byte, error) { return bytes.ToUpper(bodies[i]), nil }, ErrChanged},
		{"more", func(i int) ([]byte, error) { return append([]byte("y"), bodies[i]...), nil }, ErrChanged},
		{"gone", func(i int) ([]byte, error) { return nil, gone }, gone},
	} {
		r := z.Part(0, z.Size(), func(i int) ([]byte, error) {
			if i < 7 {
				return bodies[i], nil
			}
			return c.body(i)
		})
		got, err := io.ReadAll(r)
		r.Close()
		if !errors.Is(err, c.want) || int64(len(got)) != z.starts[7] {
			t.Errorf("%s: %d bytes, %v; want %d and %v", c.name, len(got), err, z.starts[7], c.want)
		}
	}
}

// A reader that goes away in the middle has nothing more asked for.
func TestClosed(t *testing.T) {
	bodies, entries := files(200)
	z := lay(t, entries)
	var mu sync.Mutex
	asked := map[int]bool{}
	r := z.Part(0, z.Size(), func(i int) ([]byte, error) {
		mu.Lock()
		defer mu.Unlock()
		asked[i] = true
		return bodies[i], nil
	})
	if _, err := io.ReadFull(r, make([]byte, 40)); err != nil {
		t.Fatal(err)
	}
	r.Close()
	mu.Lock()
	defer mu.Unlock()
	if len(asked) > Ahead()+1 {
		t.Errorf("%d entries were asked for", len(asked))
	}
}
