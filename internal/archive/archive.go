// Package archive writes zip files that are never stored. Once the name, size
// and checksum of every entry is known, where everything stands in the file is
// known as well: its length can be told before the first byte, and any part of
// it can be written without what is before it, so a download that broke off
// goes on from where it stopped.
//
//	z, err := archive.Lay(entries, at)
//	r := z.Part(from, to, body) // body gives an entry's bytes whenever it is asked
//
// Entries are stored as they are (method 0); what is in them has been deflated
// already. Files of 4 GB and more, or of 65,535 entries and more, are in the
// form ZIP64 (APPNOTE.TXT 6.3.10, 4.3.14 and 4.5.3).
package archive

import (
	"encoding/binary"
	"errors"
	"time"
)

// ErrLarge is what an entry is refused for that is 4 GB or larger, or has a
// name of 64 kB.
var ErrLarge = errors.New("an entry is too large for the archive")

// An Entry is one file in an archive.
type Entry struct {
	Name string // ASCII
	Size int64
	CRC  uint32 // CRC-32, IEEE
}

// A Zip is a laid out archive.
type Zip struct {
	at      time.Time
	entries []Entry
	starts  []int64 // where the entries begin, and after the last the directory
	tail    []byte  // the directory and its end
}

const (
	head      = 30         // bytes of an entry's header, beside its name
	limit     = 0xFFFFFFFF // where ZIP64 begins
	limitMany = 0xFFFF
)

// Lay lays out an archive of the entries, in their order, all of the given
// time.
func Lay(entries []Entry, at time.Time) (*Zip, error) {
	z := &Zip{at: at, entries: entries, starts: make([]int64, len(entries)+1)}
	for i, e := range entries {
		if e.Size < 0 || e.Size >= limit || len(e.Name) > limitMany {
			return nil, ErrLarge
		}
		z.starts[i+1] = z.starts[i] + head + int64(len(e.Name)) + e.Size
	}
	date, clock := dos(at)
	for i, e := range entries {
		z.tail = z.listing(z.tail, e, z.starts[i], date, clock)
	}
	z.tail = ending(z.tail, len(entries), z.starts[len(entries)])
	return z, nil
}

// Size returns the length of the whole file.
func (z *Zip) Size() int64 { return z.starts[len(z.entries)] + int64(len(z.tail)) }

// header returns the header before the entry's bytes (4.3.7).
func (z *Zip) header(e Entry) []byte {
	date, clock := dos(z.at)
	b := make([]byte, 0, head+len(e.Name))
	le := binary.LittleEndian
	b = le.AppendUint32(b, 0x04034b50)
	b = le.AppendUint16(b, 10) // version 1.0 is enough to read it
	b = le.AppendUint16(b, 0)
	b = le.AppendUint16(b, 0) // stored
	b = le.AppendUint16(b, clock)
	b = le.AppendUint16(b, date)
	b = le.AppendUint32(b, e.CRC)
	b = le.AppendUint32(b, uint32(e.Size))
	b = le.AppendUint32(b, uint32(e.Size))
	b = le.AppendUint16(b, uint16(len(e.Name)))
	b = le.AppendUint16(b, 0)
	return append(b, e.Name...)
}

// listing appends the entry as the directory lists it (4.3.12).
func (z *Zip) listing(b []byte, e Entry, start int64, date, clock uint16) []byte {
	le := binary.LittleEndian
	far := start >= limit
	version, extra := uint16(10), uint16(0)
	if far {
		version, extra = 45, 12
	}
	b = le.AppendUint32(b, 0x02014b50)
	b = le.AppendUint16(b, 3<<8|version) // made on Unix
	b = le.AppendUint16(b, version)
	b = le.AppendUint16(b, 0)
	b = le.AppendUint16(b, 0)
	b = le.AppendUint16(b, clock)
	b = le.AppendUint16(b, date)
	b = le.AppendUint32(b, e.CRC)
	b = le.AppendUint32(b, uint32(e.Size))
	b = le.AppendUint32(b, uint32(e.Size))
	b = le.AppendUint16(b, uint16(len(e.Name)))
	b = le.AppendUint16(b, extra)
	b = le.AppendUint16(b, 0)            // comment
	b = le.AppendUint16(b, 0)            // disk
	b = le.AppendUint16(b, 0)            // binary
	b = le.AppendUint32(b, 0o100644<<16) // a plain file that its owner may write
	b = le.AppendUint32(b, uint32(min(start, limit)))
	b = append(b, e.Name...)
	if far {
		b = le.AppendUint16(b, 1)
		b = le.AppendUint16(b, 8)
		b = le.AppendUint64(b, uint64(start))
	}
	return b
}

// ending appends the end of the directory of n entries that begins at start
// (4.3.14 to 4.3.16).
func ending(b []byte, n int, start int64) []byte {
	le := binary.LittleEndian
	size := int64(len(b))
	if n >= limitMany || start >= limit || size >= limit {
		b = le.AppendUint32(b, 0x06064b50)
		b = le.AppendUint64(b, 44)
		b = le.AppendUint16(b, 3<<8|45)
		b = le.AppendUint16(b, 45)
		b = le.AppendUint32(b, 0)
		b = le.AppendUint32(b, 0)
		b = le.AppendUint64(b, uint64(n))
		b = le.AppendUint64(b, uint64(n))
		b = le.AppendUint64(b, uint64(size))
		b = le.AppendUint64(b, uint64(start))
		b = le.AppendUint32(b, 0x07064b50)
		b = le.AppendUint32(b, 0)
		b = le.AppendUint64(b, uint64(start+size))
		b = le.AppendUint32(b, 1)
	}
	b = le.AppendUint32(b, 0x06054b50)
	b = le.AppendUint16(b, 0)
	b = le.AppendUint16(b, 0)
	b = le.AppendUint16(b, uint16(min(n, limitMany)))
	b = le.AppendUint16(b, uint16(min(n, limitMany)))
	b = le.AppendUint32(b, uint32(min(size, limit)))
	b = le.AppendUint32(b, uint32(min(start, limit)))
	return le.AppendUint16(b, 0)
}

// dos returns the time as MS-DOS told it, in steps of two seconds.
func dos(t time.Time) (date, clock uint16) {
	date = uint16(t.Day() + int(t.Month())<<5 + (t.Year()-1980)<<9)
	clock = uint16(t.Second()/2 + t.Minute()<<5 + t.Hour()<<11)
	return date, clock
}
