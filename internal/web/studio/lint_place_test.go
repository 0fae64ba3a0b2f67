package studio

import "testing"

// A passage is named by what stands there, whatever marks the text has.
func TestPlaceIn(t *testing.T) {
	const text = `Opening **words** of a [text](x).

## A *heading* \[one\]

First line
second line of it
third.

> [!case] A box
> its words

- one item
- another [item](y) with &lt;marks&gt;

| a | b |
|---|---|
| c | d |

![](media/none.png)

### Last

1. First
`
	for line, want := range map[int]passage{
		1: {"", "Opening words of a text.", false}, 3: {"", "A heading [one]", true},
		5: {"A heading [one]", "First line", false}, 6: {"A heading [one]", "First line", false}, 7: {"A heading [one]", "First line", false},
		9: {"A heading [one]", "A box", false}, 10: {"A heading [one]", "its words", false},
		12: {"A heading [one]", "one item", false}, 13: {"A heading [one]", "another item with <marks>", false},
		15: {"A heading [one]", "a b", false}, 17: {"A heading [one]", "c d", false}, 19: {"A heading [one]", "", false},
		21: {"", "Last", true}, 23: {"Last", "First", false}, 0: {}, -4: {}, 99: {},
	} {
		if got := placeIn(text, line); got != want {
			t.Errorf("line %d is %+v, want %+v", line, got, want)
		}
	}
}
