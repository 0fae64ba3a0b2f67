package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"masar/internal/fault"
)

// An interview puts questions and takes a line in answer to each.
type interview struct {
	ctx    context.Context
	lines  chan string
	failed chan error // why there are no more lines
	out    io.Writer
	again  bool // there is somebody to ask again
}

// A question has its words, where the answer goes, and what is wrong with it.
type question struct {
	words string
	keep  *string
	check func() []*fault.Fault
}

// newInterview reads answers from in until ctx is done: a read of a terminal
// cannot be stopped, so it is not waited for.
func newInterview(ctx context.Context, in io.Reader, out io.Writer, again bool) *interview {
	i := &interview{ctx: ctx, lines: make(chan string), failed: make(chan error, 1), out: out, again: again}
	go func() {
		defer close(i.lines)
		lines := bufio.NewScanner(in)
		for lines.Scan() {
			select {
			case i.lines <- lines.Text():
			case <-ctx.Done():
				return
			}
		}
		i.failed <- lines.Err()
	}()
	return i
}

var errEnded = errors.New("the answers ended before the questions, so nothing was set up\nانتهت الإجابات قبل الأسئلة، فلم تُعدّ المنصة")

// ask puts the questions. Where there is somebody to ask again, each is put until
// its answer will do; otherwise all that is wrong is returned, by question.
func (i *interview) ask(questions []question) error {
	asked := 0
	for n := 0; n < len(questions); {
		q := questions[n]
		fmt.Fprintf(i.out, "%s: ", q.words)
		line, err := i.line()
		if err != nil {
			return err
		}
		*q.keep = strings.TrimSpace(line)
		asked = max(asked, n+1)
		if n++; i.again {
			n = i.firstWrong(questions[:asked])
		}
	}
	fmt.Fprintln(i.out)
	var errs []error
	for _, q := range questions {
		if wrong := q.check(); len(wrong) > 0 {
			errs = append(errs, fmt.Errorf("%s: %q\n%s", q.words, *q.keep, explain(fault.Join(wrong))))
		}
	}
	return errors.Join(errs...)
}

// firstWrong returns which of the questions that have been put is to be put again, of
// which it says why; as many as there are if none is. An answer may make an earlier
// one wrong.
func (i *interview) firstWrong(questions []question) int {
	for n, q := range questions {
		if wrong := q.check(); len(wrong) > 0 {
			fmt.Fprintln(i.out, explain(fault.Join(wrong)))
			return n
		}
	}
	return len(questions)
}

// line returns the next line; of a pipe that has ended, an empty one.
func (i *interview) line() (string, error) {
	select {
	case <-i.ctx.Done():
		return "", i.ctx.Err()
	case line, ok := <-i.lines:
		if ok || !i.again && i.ctx.Err() == nil {
			return line, i.broken()
		}
		if err := i.broken(); err != nil {
			return "", err
		}
		return "", errEnded
	}
}

// broken returns why reading has failed, if it has.
func (i *interview) broken() error {
	select {
	case err := <-i.failed:
		return err
	default:
		return nil
	}
}
