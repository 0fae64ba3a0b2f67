package catalog

// Share returns how many percent n is of all, as it is shown: rounded, halves up,
// but 100 only for all of them. A share of nothing is none at all: −1.
func Share(n, all int) int {
	switch {
	case all == 0:
		return -1
	case n == all:
		return 100
	}
	return min((200*n+all)/(2*all), 99)
}
