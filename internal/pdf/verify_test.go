package pdf

import (
	"bytes"
	"crypto"
	"errors"
	"testing"
)

func TestCheckSignature(t *testing.T) {
	for name, key := range map[string]crypto.Signer{"ec": ecKey(t), "rsa": rsaKey(t)} {
		signer := newSigner(t, key)
		c := sample()
		file := write(t, newEngine(t), "checked", signed(signer, c))
		got, err := CheckSignature(file)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !got.Certificate.Equal(signer.Chain[0]) || got.Serial != c.Serial {
			t.Errorf("%s: signed by %v, serial number %q", name, got.Certificate.Subject, got.Serial)
		}
	}
}

// TestCheckSignatureSeesEveryChange changes a byte here and there, all over the file.
func TestCheckSignatureSeesEveryChange(t *testing.T) {
	file := write(t, newEngine(t), "changed", signed(newSigner(t, ecKey(t)), sample()))
	for at := 0; at < len(file); at += 97 {
		changed := bytes.Clone(file)
		changed[at] ^= 1
		if _, err := CheckSignature(changed); err == nil {
			t.Fatalf("a change at byte %d of %d was not seen", at, len(file))
		}
	}
}

func TestCheckSignatureOfOtherFiles(t *testing.T) {
	e, signer, c := newEngine(t), newSigner(t, ecKey(t)), sample()
	unsigned := write(t, e, "unsigned", c)
	c.Signer = &signer
	signed := write(t, e, "other", c)
	c.Serial = "MSR-2026-00124-5"
	another := write(t, e, "another", c)
	gap, err := findHole(signed)
	if err != nil {
		t.Fatal(err)
	}
	moved := bytes.Clone(signed) // the signature of one certificate on another
	from, err := findHole(another)
	if err != nil {
		t.Fatal(err)
	}
	copy(moved[gap.start:gap.end], another[from.start:from.end])
	for name, c := range map[string]struct {
		file []byte
		want error
	}{
		"unsigned":  {unsigned, ErrUnsigned},
		"no PDF":    {[]byte("GIF89a"), ErrUnsigned},
		"empty":     {nil, ErrUnsigned},
		"truncated": {signed[:len(signed)-100], ErrAltered},
		"cut short": {signed[:len(signed)/2], ErrUnsigned},
		"longer":    {append(bytes.Clone(signed), "\n% more"...), ErrAltered},
		"emptied":   {blanked(signed, gap), ErrUnsigned},
		"range":     {bytes.Replace(signed, []byte("/ByteRange [0 00"), []byte("/ByteRange [0 99"), 1), ErrAltered},
		"moved":     {moved, ErrAltered},
		"only mark": {[]byte("/ByteRange [0 "), ErrUnsigned},
	} {
		if _, err := CheckSignature(c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// blanked is a file whose signature was taken out.
func blanked(file []byte, gap hole) []byte {
	out := bytes.Clone(file)
	for i := gap.start + 1; i < gap.end-1; i++ {
		out[i] = '0'
	}
	return out
}
