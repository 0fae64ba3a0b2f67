// <m-autosave data-key="attempt/question" data-saving="…" data-unsent="…"> holds a
// form and a .saved line with a <span>. Each change is sent to the form's
// action with auto=1; the server answers with the words to show. What could not
// be sent stays on the device under its key, and is sent again, with the others
// of the same attempt, when the network is back or a page of that attempt is
// opened. Other attempts are left alone: they may be another person's. Answers
// that the server refuses for good (it answered 4xx, but not that the person must
// sign in, wait or reload) are dropped.
import { post } from './post.js';

const prefix = 'masar:unsent:';
const keep = new Set([401, 403, 408, 419, 425, 429]);

// Storage may be forbidden or full: answers are then sent, but not kept.
const storage = {
  get(key) { try { return localStorage.getItem(key) } catch { return null } },
  set(key, value) { try { localStorage.setItem(key, value) } catch { /* goes without */ } },
  remove(key) { try { localStorage.removeItem(key) } catch { /* goes without */ } },
  keys() { try { return Object.keys(localStorage).filter(k => k.startsWith(prefix)) } catch { return [] } },
};

customElements.define('m-autosave', class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form');
    this.line = this.querySelector('.saved');
    this.key = prefix + this.dataset.key;
    this.attempt = this.key.slice(0, this.key.lastIndexOf('/') + 1);
    this.stop = new AbortController();
    const on = { signal: this.stop.signal };
    this.form.addEventListener('change', () => this.change(), on);
    this.form.addEventListener('input', e => e.target.matches('textarea,input[type=text]') && this.later(), on);
    this.form.addEventListener('submit', () => clearTimeout(this.wait), on);
    addEventListener('online', () => this.resend(), on);
    this.restore();
    this.resend();
  }

  disconnectedCallback() {
    this.stop.abort();
    clearTimeout(this.wait);
    clearTimeout(this.retry);
  }

  later() {
    clearTimeout(this.wait);
    this.wait = setTimeout(() => this.change(), 1200);
  }

  // change keeps the answer on the device first, then sends it.
  change() {
    clearTimeout(this.wait);
    const fields = new URLSearchParams(new FormData(this.form));
    fields.set('auto', '1');
    const answer = JSON.stringify({ url: this.form.action, fields: fields.toString() });
    storage.set(this.key, answer);
    this.say('saving', this.dataset.saving);
    return this.resend(answer);
  }

  // resend sends everything unsent, this question's answer last, one sending at
  // a time so that an older answer never overtakes a newer one.
  resend(current) {
    this.queue = (this.queue ?? Promise.resolve()).then(() => this.sendAll(current));
    return this.queue;
  }

  async sendAll(current) {
    const keys = storage.keys().filter(k => k !== this.key && k.startsWith(this.attempt));
    let all = true;
    for (const key of keys) all = await this.send(key, storage.get(key)) && all;
    const own = storage.get(this.key) ?? current;
    if (own) all = await this.send(this.key, own) && all;
    clearTimeout(this.retry);
    if (!all) this.retry = setTimeout(() => this.resend(), 8000);
  }

  // send reports whether the answer kept under key needs no more sending.
  async send(key, raw) {
    if (!raw) return true;
    let url, fields;
    try { ({ url, fields } = JSON.parse(raw)) } catch { storage.remove(key); return true }
    const own = key === this.key;
    try {
      const token = this.form.elements.csrf?.value;
      const body = new URLSearchParams(fields);
      if (token) body.set('csrf', token);
      const answer = await post(url, body);
      const text = await answer.text();
      if (answer.redirected || keep.has(answer.status) || answer.status >= 500) throw answer.status;
      if (storage.get(key) === raw || !own) storage.remove(key);
      if (own) this.say(answer.ok ? 'saved' : 'unsent', text);
      return true;
    } catch {
      if (own) this.say('unsent', this.dataset.unsent);
      return false;
    }
  }

  // restore fills the form with the answer that was kept, so that a page loaded
  // afresh shows what was chosen and not what the server last heard of.
  restore() {
    const raw = storage.get(this.key);
    if (!raw) return;
    let kept;
    try { kept = new URLSearchParams(JSON.parse(raw).fields) } catch { return }
    for (const field of this.form.elements) {
      if (!field.name || field.type === 'hidden' || field.type === 'submit' || field.type === 'file') continue;
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = kept.getAll(field.name).includes(field.value);
      else if (kept.has(field.name)) field.value = kept.get(field.name);
    }
  }

  say(state, text) {
    if (!this.line) return;
    this.line.dataset.state = state;
    this.line.querySelector('span').textContent = text ?? '';
  }
});
