// <m-autosave data-key="attempt/question" data-saving="…" data-unsent="…"> holds a
// form and a .saved line with a <span>. Each change is kept on the device under
// its key and sent to the form's action with auto=1; the server answers with the
// words to show, which are shown if the answer has not changed since. What could
// not be sent is sent again, with the others of the same attempt, when the
// network is back or a page of that attempt is opened. Other attempts are left
// alone: they may be another person's. Answers that the server refuses for good
// (it answered 4xx, but not that the person must sign in, wait or reload) are
// dropped.
// An answer says on which revision of the answer it was made, and how long ago:
// the server keeps the one made last (quiz.Answer). What is kept is sealed, see
// sealed.js.
import { post, reachable } from './post.js';
import { seal, unseal } from './sealed.js';

const prefix = 'masar:unsent:';
const keep = new Set([401, 403, 408, 419, 425, 429]);

// given returns the answer in the fields of a form, without what the form says
// of itself.
function given(fields) {
  const answer = new URLSearchParams(fields);
  for (const name of ['auto', 'csrf', 'on', 'ago']) answer.delete(name);
  return answer.toString();
}

// Storage may be forbidden or full: answers are then sent, but not kept.
const storage = {
  async get(key) { try { return await unseal(localStorage.getItem(key)) } catch { return null } },
  async set(key, value) { try { localStorage.setItem(key, await seal(value)) } catch { /* goes without */ } },
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
    this.form.addEventListener('input', e => e.target.matches('textarea,input[type=text]') && this.change(1200), on);
    this.form.addEventListener('submit', e => this.submit(e), on);
    addEventListener('online', () => this.resend(), on);
    addEventListener('pagehide', () => this.leave(), on);
    this.restore().then(() => this.resend());
  }

  disconnectedCallback() {
    this.stop.abort();
    clearTimeout(this.wait);
    clearTimeout(this.retry);
  }

  // change keeps the answer on the device at once, and sends it after a pause in
  // milliseconds, in which a text goes on to be written.
  change(pause = 0) {
    this.made = Date.now();
    this.say('saving', this.dataset.saving);
    const answer = this.unsent = this.answer();
    this.write(() => storage.set(this.key, answer));
    clearTimeout(this.wait);
    if (!pause) return this.resend(answer);
    this.wait = setTimeout(() => this.resend(answer), pause);
  }

  // write has the device keep or drop answers one after another, however long
  // sealing takes.
  write(step) {
    return this.writes = (this.writes ?? Promise.resolve()).then(step);
  }

  answer() {
    const fields = new URLSearchParams(new FormData(this.form));
    fields.set('auto', '1');
    return JSON.stringify({ url: this.form.action, fields: fields.toString(), made: this.made });
  }

  // leave sends what the server has not taken yet: it may not be on the device
  // either. Nobody is there to hear of it.
  leave() {
    if (!this.unsent) return;
    const fields = new URLSearchParams(JSON.parse(this.unsent).fields);
    fields.set('ago', Math.max(0, Date.now() - this.made));
    post(this.form.action, fields).catch(() => {});
  }

  // submit goes on only where the server is: the browser's own page must not take
  // the place of a question. Only what somebody answered here is said to be new.
  async submit(e) {
    clearTimeout(this.wait);
    if (this.going) return;
    e.preventDefault();
    if (this.trying) return;
    this.trying = true;
    const button = e.submitter, up = await reachable();
    this.trying = false;
    if (!up) return this.say('unsent', this.dataset.unsent);
    if (this.made) this.field('ago').value = Date.now() - this.made;
    this.going = true;
    this.unsent = null;
    this.form.requestSubmit(button);
    setTimeout(() => { this.going = false });
  }

  // field returns the hidden field of that name, which it adds if there is none.
  field(name) {
    const field = this.form.elements[name] ?? Object.assign(document.createElement('input'), { type: 'hidden', name });
    if (!field.form) this.form.append(field);
    return field;
  }

  // resend sends everything unsent, this question's answer last, one sending at
  // a time so that an older answer never overtakes a newer one.
  resend(current) {
    this.queue = (this.queue ?? Promise.resolve()).then(() => this.writes).then(() => this.sendAll(current));
    return this.queue;
  }

  async sendAll(current) {
    const keys = storage.keys().filter(k => k !== this.key && k.startsWith(this.attempt));
    let all = true;
    for (const key of keys) all = await this.send(key, await storage.get(key)) && all;
    const own = await storage.get(this.key) ?? current;
    if (own) all = await this.send(this.key, own) && all;
    clearTimeout(this.retry);
    if (!all) this.retry = setTimeout(() => this.resend(), 8000);
  }

  // send reports whether the answer kept under key needs no more sending.
  async send(key, raw) {
    if (!raw) return true;
    let url, fields, made;
    try { ({ url, fields, made } = JSON.parse(raw)) } catch { storage.remove(key); return true }
    const own = key === this.key;
    try {
      const token = this.form.elements.csrf?.value;
      const body = new URLSearchParams(fields);
      if (token) body.set('csrf', token);
      if (made) body.set('ago', Math.max(0, Date.now() - made));
      if (own && this.made && this.form.elements.on) body.set('on', this.form.elements.on.value); // it may have been saved meanwhile
      const answer = await post(url, body);
      const text = await answer.text();
      if (answer.status === 401 && own) {
        this.say('unsent', text);
        return false;
      }
      if (answer.redirected || keep.has(answer.status) || answer.status >= 500) throw answer.status;
      await this.write(async () => { if (await storage.get(key) === raw) storage.remove(key) });
      const revision = answer.headers.get('Masar-Revision');
      if (own && answer.ok && revision) this.field('on').value = revision;
      if (answer.status === 409 && revision) await this.stands(own, text);
      else if (own && this.shows(fields)) {
        this.unsent = null;
        this.say(answer.ok ? 'saved' : 'unsent', text);
        if (answer.ok) this.flag();
      }
      return true;
    } catch {
      if (own) this.say('unsent', this.dataset.unsent);
      return false;
    }
  }

  // flag shows on the map of the questions whether this one is flagged.
  flag() {
    const cell = document.querySelector('.map [aria-current]'), on = !!this.form.elements.flag?.checked;
    if (!cell) return;
    cell.classList.toggle('is-flag', on);
    cell.setAttribute('aria-label', on ? cell.dataset.flagged : cell.dataset.plain);
  }

  // shows reports whether the answer in the form is that of the fields. What was
  // sent may be older, and the newer one is still to go.
  shows(fields) { return given(new FormData(this.form)) === given(fields) }

  // stands shows the answer that was made later elsewhere, and says so.
  async stands(own, text) {
    if (own) {
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
      const form = page.querySelector('m-autosave form');
      if (form) {
        this.made = 0;
        this.stop.abort();
        this.form.replaceWith(form);
        this.connectedCallback();
      }
    }
    this.say('unsent', text);
  }

  // restore fills the form with the answer that was kept, so that a page loaded
  // afresh shows what was chosen and not what the server last heard of.
  async restore() {
    const raw = await storage.get(this.key);
    const order = this.form.querySelector('m-order');
    if (order) await customElements.whenDefined('m-order');
    if (!raw || this.made) return; // nothing is kept, or what is here is newer
    let kept, made;
    try { ({ fields: kept, made } = JSON.parse(raw)) } catch { return }
    kept = new URLSearchParams(kept);
    this.made = made;
    order?.arrange(kept.getAll('answer'));
    for (const field of this.form.elements) {
      if (!field.name || field.type === 'hidden' || field.type === 'submit' || field.type === 'file') continue;
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = kept.getAll(field.name).includes(field.value);
      else if (kept.has(field.name)) field.value = kept.get(field.name);
    }
  }

  say(state, text) {
    if (!this.line) return;
    this.line.hidden = false;
    this.line.dataset.state = state;
    this.line.querySelector('span').textContent = text ?? '';
  }
});
