package e2e

import (
	"context"
	"fmt"
	"slices"

	"masar/internal/catalog"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// asked returns the question of the tale that the page asks.
func (tb *tab) asked() catalog.Item {
	tb.Helper()
	text := tb.text()
	for _, it := range tale().Bank {
		if contains(text, it.Ask.In(tb.words.Lang)) {
			return it
		}
	}
	tb.Fatalf("%s asks nothing that is known: %s", tb.path(), text)
	return catalog.Item{}
}

// saved waits until the page says that the answer is saved.
func (tb *tab) saved() { tb.wait(`document.querySelector('.saved').dataset.state === 'saved'`) }

// unsent waits until the page says that the answer is kept here for now.
func (tb *tab) unsent() { tb.wait(`document.querySelector('.saved').dataset.state === 'unsent'`) }

// answer gives the right answer, by pressing what a person would press.
func (tb *tab) answer(it catalog.Item) {
	tb.Helper()
	switch it.Type {
	case catalog.Single:
		tb.do(chromedp.Click(chromedp.CSS(`.opt:has([value="right"])`)))
	case catalog.Numeric:
		tb.fill("answer", "12.5")
	case catalog.Matching:
		for _, p := range it.Pairs {
			tb.choose("match-"+p.ID, p.ID)
		}
	case catalog.Ordering:
		tb.sort(it, func(button string) { tb.do(chromedp.Click(chromedp.CSS(button))) })
	}
}

// choose chooses an option of a list, as a person does.
func (tb *tab) choose(name, value string) {
	read[bool](tb, fmt.Sprintf(`(() => {
		const list = document.querySelector('select[name="%s"]');
		list.value = '%s';
		list.dispatchEvent(new Event('change', {bubbles: true}));
		return list.value === '%s';
	})()`, name, value, value))
}

// order returns the ids of what is being put in order.
func (tb *tab) order() []string {
	return read[[]string](tb, `[...document.querySelectorAll('.order input[name=answer]')].map(i => i.value)`)
}

// sort moves the parts up, one place a press, until they stand as they should.
func (tb *tab) sort(it catalog.Item, press func(button string)) {
	tb.Helper()
	for i, want := range it.Items {
		for at := slices.Index(tb.order(), want.ID); at > i; at-- {
			press(fmt.Sprintf(`.order [name=up][value="%s"]`, want.ID))
		}
	}
	for i, id := range tb.order() {
		if id != it.Items[i].ID {
			tb.Fatalf("the order is %v", tb.order())
		}
	}
}

// keeps fails the test unless the page shows the right answer as given.
func (tb *tab) keeps(it catalog.Item) {
	tb.Helper()
	var good bool
	switch it.Type {
	case catalog.Single:
		good = read[bool](tb, `document.querySelector('[name=answer][value=right]').checked`)
	case catalog.Numeric:
		good = read[string](tb, `document.querySelector('[name=answer]').value`) == "12.5"
	case catalog.Matching:
		good = read[bool](tb, `[...document.querySelectorAll('select')].every(s => 'match-' + s.value === s.name)`)
	case catalog.Ordering:
		order := tb.order()
		good = slices.IsSorted(order) && len(order) == len(it.Items)
	}
	if !good {
		tb.Errorf("%s has not kept the answer to %s", tb.path(), it.ID)
	}
}

// reload loads the page afresh.
func (tb *tab) reload() { tb.Helper(); tb.leads(chromedp.Reload()) }

// offline cuts the tab off from the network, or connects it again.
func (tb *tab) offline(off bool) {
	tb.Helper()
	conditions := []*network.Conditions{{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}}
	tb.do(
		command(network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: conditions}),
		command(network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}),
	)
}

// signOutEverywhere ends every sign-in of somebody, behind the tab's back.
func (s *site) signOutEverywhere(tb *tab, name string) {
	tb.Helper()
	if err := s.app.SignOut(context.Background(), s.viewer(tb.T, name), ""); err != nil {
		tb.Fatal(err)
	}
}
