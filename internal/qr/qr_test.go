package qr

import (
	"strings"
	"testing"

	"rsc.io/qr"
)

func TestEncodeCoversTheMatrix(t *testing.T) {
	const text = "https://masar.example.org/verify/7Q2M-9KX4"
	code, err := Encode(text)
	if err != nil {
		t.Fatal(err)
	}
	want, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	dark := map[[2]int]bool{}
	for _, r := range code.Dark {
		for x := r.X; x < r.X+r.Width; x++ {
			dark[[2]int{x, code.Size - 1 - r.Y}] = true
		}
	}
	for y := range want.Size {
		for x := range want.Size {
			if dark[[2]int{x, y}] != want.Black(x, y) {
				t.Fatalf("module %d,%d is dark: %v, want %v", x, y, dark[[2]int{x, y}], want.Black(x, y))
			}
		}
	}
}

func TestTooLong(t *testing.T) {
	if _, err := Encode(strings.Repeat("x", 5000)); err == nil {
		t.Error("5000 bytes were encoded")
	}
}
