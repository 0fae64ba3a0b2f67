package pdf

import (
	"bytes"
	"fmt"
	"strconv"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// Levels of compression: layers that are drawn once and kept are worth more work.
const (
	quickly    = zlib.DefaultCompression
	thoroughly = zlib.BestCompression
)

// deflaters are compressors waiting to be used again, by level.
var deflaters = map[int]*sync.Pool{quickly: deflatersOf(quickly), thoroughly: deflatersOf(thoroughly)}

func deflatersOf(level int) *sync.Pool {
	return &sync.Pool{New: func() any {
		w, err := zlib.NewWriterLevel(nil, level)
		if err != nil {
			panic(err) // the levels are constants
		}
		return w
	}}
}

// stream is a stream object with the given entries in its dictionary, its data as they are.
func stream(entries string, data []byte) []byte {
	b := make([]byte, 0, len(data)+len(entries)+48)
	b = append(b, "<<"...)
	b = append(b, entries...)
	b = append(b, "/Length "...)
	b = strconv.AppendInt(b, int64(len(data)), 10)
	b = append(b, ">>\nstream\n"...)
	b = append(b, data...)
	return append(b, "\nendstream"...)
}

// deflated is a stream object whose data are compressed.
func deflated(entries string, data []byte, level int) ([]byte, error) {
	z := compressed.Get().(*bytes.Buffer)
	defer compressed.Put(z)
	z.Reset()
	pool := deflaters[level]
	w := pool.Get().(*zlib.Writer)
	defer pool.Put(w)
	w.Reset(z)
	if _, err := w.Write(data); err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	return stream(entries+"/Filter/FlateDecode", z.Bytes()), nil
}

// compressed are buffers waiting to be used again.
var compressed = sync.Pool{New: func() any { return new(bytes.Buffer) }}
