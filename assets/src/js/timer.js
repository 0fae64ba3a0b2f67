// <m-timer seconds="754" data-m300="…" data-m60="…"> holds a <time> and a region
// with aria-live. It shows how long is left; the deadline is the server's. At
// zero it submits the form named by data-form, if any.
import { digits } from './digits.js';

const pad = n => String(n).padStart(2, '0');

customElements.define('m-timer', class extends HTMLElement {
  connectedCallback() {
    this.end = performance.now() + 1000 * this.getAttribute('seconds');
    this.time = this.querySelector('time');
    this.live = this.querySelector('[aria-live]');
    this.said = new Set();
    this.beat = setInterval(() => this.tick(), 500);
    this.tick();
  }

  disconnectedCallback() { clearInterval(this.beat) }

  tick() {
    const left = Math.max(0, Math.round((this.end - performance.now()) / 1000));
    const hours = Math.floor(left / 3600), minutes = Math.floor(left % 3600 / 60);
    const text = digits((hours ? hours + ':' : '') + pad(minutes) + ':' + pad(left % 60), this.dataset.digits);
    if (this.time.textContent !== text) this.time.textContent = text;
    this.classList.toggle('is-low', left <= 300);
    for (const mark of [300, 60]) {
      if (left !== mark || this.said.has(mark)) continue;
      this.said.add(mark);
      if (this.live) this.live.textContent = this.dataset['m' + mark];
    }
    if (left > 0) return;
    clearInterval(this.beat);
    document.getElementById(this.dataset.form)?.requestSubmit();
  }
});
