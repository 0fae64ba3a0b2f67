package openbadge

import "testing"

// BenchmarkSign makes the proof of a credential: what a certificate's delivery
// costs beside its paper.
func BenchmarkSign(b *testing.B) {
	d := credential(byWeb())
	for b.Loop() {
		if _, err := byWeb().Sign(d, noon); err != nil {
			b.Fatal(err)
		}
	}
}
