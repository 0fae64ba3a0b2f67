package archive

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"slices"
	"sync"
)

// ErrChanged is what reading ends with when an entry no longer has the bytes
// that it was laid out with.
var ErrChanged = errors.New("an entry is not what it was when the archive was laid out")

// A Body returns the bytes of the entry at a place. Several goroutines call
// it at once.
type Body func(place int) ([]byte, error)

// Part returns a reader of the file's bytes from one offset up to and without
// another. It asks for the bodies of the next entries ahead of their turn, on
// all processors, and never holds more than a few; see Ahead. Whoever reads
// it closes it.
func (z *Zip) Part(from, to int64, body Body) io.ReadCloser {
	p := &part{zip: z, at: from, to: to, body: body, stop: make(chan struct{})}
	p.next = z.entryAt(from)
	p.asked = p.next
	return p
}

// Ahead is how many entries a reader asks for before their turn.
func Ahead() int { return 2 * runtime.GOMAXPROCS(0) }

// entryAt returns the entry in which the offset is, or the number of entries
// for one behind them.
func (z *Zip) entryAt(offset int64) int {
	i, found := slices.BinarySearch(z.starts, offset)
	if !found {
		i--
	}
	return i
}

// A part reads a stretch of a zip, one piece after the other: an entry with
// its header, or what is behind the entries.
type part struct {
	zip    *Zip
	at, to int64
	body   Body
	piece  []byte // what is left of the current piece
	next   int    // entry that is read after it
	asked  int    // the first entry that nobody was asked for
	coming []chan arrival
	stop   chan struct{}
	once   sync.Once
	err    error
}

type arrival struct {
	body []byte
	err  error
}

// Read reads on.
func (p *part) Read(b []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	if p.at >= p.to {
		return 0, io.EOF
	}
	if len(p.piece) == 0 {
		if p.err = p.turn(); p.err != nil {
			return 0, p.err
		}
	}
	n := copy(b, p.piece[:min(int64(len(p.piece)), p.to-p.at)])
	p.piece, p.at = p.piece[n:], p.at+int64(n)
	return n, nil
}

// turn takes up the piece in which the reader stands.
func (p *part) turn() error {
	start := p.zip.starts[p.next]
	if p.next == len(p.zip.entries) {
		p.piece = p.zip.tail[p.at-start:]
		return nil
	}
	e := p.zip.entries[p.next]
	p.ask()
	came := <-p.coming[0]
	p.coming = p.coming[1:]
	p.next++
	if came.err != nil {
		return fmt.Errorf("%s: %w", e.Name, came.err)
	}
	if int64(len(came.body)) != e.Size || crc32.ChecksumIEEE(came.body) != e.CRC {
		return fmt.Errorf("%s: %w", e.Name, ErrChanged)
	}
	piece := append(p.zip.header(e), came.body...)
	p.piece = piece[p.at-start:]
	return nil
}

// ask asks for entries ahead of their turn, as far as they are to be read.
func (p *part) ask() {
	for len(p.coming) < Ahead() && p.asked < len(p.zip.entries) && p.zip.starts[p.asked] < p.to {
		place, came := p.asked, make(chan arrival, 1)
		p.coming = append(p.coming, came)
		p.asked++
		go func() {
			select {
			case <-p.stop:
				came <- arrival{err: io.ErrClosedPipe}
			default:
				body, err := p.body(place)
				came <- arrival{body, err}
			}
		}()
	}
}

// Close stops asking.
func (p *part) Close() error {
	p.once.Do(func() { close(p.stop) })
	return nil
}
