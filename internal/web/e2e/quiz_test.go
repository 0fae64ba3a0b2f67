package e2e

import (
	"context"
	"fmt"
	"slices"

	"masar/internal/catalog"
	"masar/internal/masartest"
	"masar/internal/quiz/item"

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

// answer gives the right answer, by pressing what a person would press. What
// the page calls its parts tells nothing: they are known by their words.
func (tb *tab) answer(it catalog.Item) {
	tb.Helper()
	lang := tb.words.Lang
	switch it.Type {
	case item.Single:
		tb.do(chromedp.Click(chromedp.CSS(fmt.Sprintf(`.opt:has([value="%s"])`, tb.option(it)))))
	case item.Numeric:
		tb.fill("answer", "12.5")
	case item.Matching:
		for _, p := range it.Pairs {
			tb.match(p.Left.In(lang), p.Right.In(lang))
		}
	case item.Ordering:
		if slices.Equal(tb.order(), rightOrder(it, lang)) { // chance was kind: it still has to be said
			tb.do(chromedp.Click(chromedp.CSS(`.order [name=down]:not([disabled])`)))
		}
		tb.sort(it, func(button string) { tb.do(chromedp.Click(chromedp.CSS(button))) })
	}
}

// option returns what the page calls the right option.
func (tb *tab) option(it catalog.Item) string {
	tb.Helper()
	i := slices.IndexFunc(it.Options, func(o catalog.Option) bool { return o.Right })
	return read[string](tb, fmt.Sprintf(`[...document.querySelectorAll('.opt')].find(o => o.textContent.includes(%q)).querySelector('input').value`,
		it.Options[i].Text.In(tb.words.Lang)))
}

// match chooses a right side from the list of a left one, as a person does.
func (tb *tab) match(left, right string) {
	tb.Helper()
	if !read[bool](tb, fmt.Sprintf(`(() => {
		const list = %s;
		list.value = [...list.options].find(o => o.text.includes(%q)).value;
		list.dispatchEvent(new Event('change', {bubbles: true}));
		return list.value !== '';
	})()`, listOf(left), right)) {
		tb.Fatalf("%q is not matched", left)
	}
}

// listOf finds the list beside a left side.
func listOf(left string) string {
	return fmt.Sprintf(`document.getElementById([...document.querySelectorAll('.opts label')].find(l => l.textContent.includes(%q)).htmlFor)`, left)
}

// order returns the words of what is being put in order.
func (tb *tab) order() []string {
	return read[[]string](tb, `[...document.querySelectorAll('.order li')].map(i => i.dataset.name)`)
}

func rightOrder(it catalog.Item, lang string) (words []string) {
	for _, o := range it.Items {
		words = append(words, o.Text.In(lang))
	}
	return words
}

// sort moves the parts up, one place a press, until they stand as they should.
func (tb *tab) sort(it catalog.Item, press func(button string)) {
	tb.Helper()
	want := rightOrder(it, tb.words.Lang)
	for i, words := range want {
		for at := slices.Index(tb.order(), words); at > i; at-- {
			press(fmt.Sprintf(`.order li:nth-child(%d) [name=up]`, at+1))
		}
	}
	if !slices.Equal(tb.order(), want) {
		tb.Fatalf("the order is %v", tb.order())
	}
}

// keeps fails the test unless the page shows the right answer as given.
func (tb *tab) keeps(it catalog.Item) {
	tb.Helper()
	good, lang := true, tb.words.Lang
	switch it.Type {
	case item.Single:
		good = read[bool](tb, fmt.Sprintf(`document.querySelector('[name=answer][value="%s"]').checked`, tb.option(it)))
	case item.Numeric:
		good = read[string](tb, `document.querySelector('[name=answer]').value`) == "12.5"
	case item.Matching:
		for _, p := range it.Pairs {
			good = good && read[bool](tb, fmt.Sprintf(`%s.selectedOptions[0].text.includes(%q)`, listOf(p.Left.In(lang)), p.Right.In(lang)))
		}
	case item.Ordering:
		good = slices.Equal(tb.order(), rightOrder(it, lang))
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
	if err := masartest.Direct(s.app).RemoveSignIns(context.Background(), s.viewer(tb.T, name).PersonID, ""); err != nil {
		tb.Fatal(err)
	}
}
