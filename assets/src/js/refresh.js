// <m-refresh data-more> holds what goes on while one looks at it. It asks for
// the page again every two seconds and takes over what it holds there, until
// that has no data-more. Whatever goes wrong, it tries again.
customElements.define('m-refresh', class extends HTMLElement {
  connectedCallback() { this.wait() }
  disconnectedCallback() { clearTimeout(this.timer) }

  wait() {
    if ('more' in this.dataset) this.timer = setTimeout(() => this.look(), 2000);
  }

  async look() {
    try {
      if (!document.hidden) await this.take();
    } catch { /* the next time, perhaps */ }
    this.wait();
  }

  async take() {
    const answer = await fetch(location.href, { signal: AbortSignal.timeout(10000) });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('m-refresh');
    if (!fresh) return;
    this.replaceChildren(...fresh.childNodes);
    this.toggleAttribute('data-more', 'more' in fresh.dataset);
  }
});
