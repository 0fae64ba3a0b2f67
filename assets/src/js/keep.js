// Nothing that is written in a form is lost. Every form that is posted and takes
// more than a button is kept on the device, sealed (sealed.js), from its first
// letter until the server has taken it: over a reload, a way out of the page, a
// change of language, a dead line, a sign-in that ran out, a server that stopped.
// One with data-autosave is sent to the server as it is written, too. The words
// are on <template id="keep"> of view.Page; forms with data-unkept, searches and
// forms with passwords are left alone, and so are those of autosave.js.
//
// Each window keeps its own text, under masar:kept:OWNER:ADDRESS:WINDOW, so that
// of two windows with one form neither overwrites the other. The server says by
// the cookie "received" whose text it has taken: the form sends the name of its
// window as "copy".
import { clock } from './clock.js';
import { base, read, takes, write } from './fields.js';
import { post, reachable } from './post.js';
import { canSeal, owner, seal, unseal } from './sealed.js';

const page = document.getElementById('keep'), words = page?.dataset;
const prefix = `masar:kept:${owner}:`;
const days = 60; // a text that nobody came back for goes
const shelf = (() => { try { return canSeal ? localStorage : sessionStorage } catch { return null } })();
const here = crypto.getRandomValues(new Uint32Array(3)).join('-');
const others = globalThis.BroadcastChannel ? new BroadcastChannel('masar:forms') : null;

const time = at => clock(at, words.zone, words.digits, words.hour);
const keys = () => shelf ? Object.keys(shelf) : [];
const drop = key => shelf?.removeItem(key);

// takenAway drops the texts that the server has taken.
function takenAway() {
  const cookie = document.cookie.match(/(?:^|; )((?:__Host-)?received)=([^;]*)/);
  if (!cookie) return;
  const taken = cookie[2].split('.');
  for (const key of keys()) if (key.startsWith(prefix) && taken.includes(key.split(':').at(-1))) {
    drop(key);
    others?.postMessage({ saved: key.slice(0, key.lastIndexOf(':')) });
  }
  document.cookie = `${cookie[1]}=; Path=/; Max-Age=0; SameSite=Lax${location.protocol === 'https:' ? '; Secure' : ''}`;
}

// sweep drops what is too old, and where nothing can be sealed what is another's.
function sweep() {
  for (const key of keys().filter(k => k.startsWith('masar:kept:'))) {
    const at = Number(shelf.getItem(key).split('|', 1)[0]);
    if (!(Date.now() - at < days * 864e5) || !canSeal && !key.startsWith(prefix)) drop(key);
  }
}

class Kept {
  constructor(form, n) {
    this.form = form;
    this.action = new URL(form.getAttribute('action') ?? '', location.href).pathname;
    this.family = prefix + encodeURIComponent(this.action) + '#' + n;
    this.copy = `${here}-${n}`;
    this.key = this.family + ':' + this.copy;
    this.base = base(form); // what is saved, as far as this window knows
    this.stands = JSON.stringify(read(form, true));
    this.autosave = form.hasAttribute('data-autosave');
    this.line = form.querySelector('.saved') ?? this.addLine();
    form.autocomplete = 'off'; // the browser must not put an older text in its place
    this.named();
    this.ready = this.restore().then(() => {
      form.addEventListener('input', e => this.changed(e));
      form.addEventListener('change', e => this.changed(e));
      if (this.autosave) addEventListener('online', () => this.send());
    });
    form.addEventListener('submit', e => this.submit(e));
    others?.addEventListener('message', e => this.heard(e.data));
  }

  // named has the form send the name of its text; a form that came back, or asks
  // once more, has that of the text it was sent with as well.
  named() {
    const field = this.form.elements.copy ?? Object.assign(document.createElement('input'), { type: 'hidden', name: 'copy' });
    field.value = field.value ? `${field.value}.${this.copy}` : this.copy;
    this.form.append(field);
  }

  addLine() {
    const line = page.content.querySelector('.saved').cloneNode(true);
    const acts = [...this.form.querySelectorAll('.acts')].at(-1);
    if (acts?.parentNode) acts.before(line); else this.form.append(line);
    return line;
  }

  // restore shows what was written before, or asks where something else has been
  // saved since.
  async restore() {
    const texts = await this.texts();
    if (words.posted && location.pathname === this.action) {
      // The server sent the form back as it was typed: it is not saved.
      this.base = texts[0]?.base ?? '';
      this.stands = '';
      await this.put();
      const back = JSON.stringify(read(this.form));
      for (const kept of texts) if (JSON.stringify(kept.fields) === back) drop(kept.key);
      return;
    }
    const open = texts.filter(kept => JSON.stringify(kept.fields) !== this.stands || (drop(kept.key), false));
    if (!open.length) return;
    for (let part = this.form.closest('details'); part; part = part.parentElement.closest('details')) part.open = true;
    const [last, ...older] = open, saved = read(this.form, true).some(([, value]) => value);
    const away = { text: saved ? words.undo : words.again, do: () => this.undo(open) };
    if (last.base === this.base) {
      this.show(last);
      this.back = words.restored.replace('{at}', time(last.at)) + (last.files ? ' ' + words.files : '');
      this.note(this.back + ' ' + words.notyet,
        [...older.map(kept => this.offer(kept, words.other)), away]);
    } else {
      this.note(words.changed.replace('{at}', time(last.at)),
        [...open.map((kept, i) => this.offer(kept, i ? words.other : words.show)), away]);
    }
  }

  // texts returns what was written in this form before, the latest first, and
  // each once.
  async texts() {
    const texts = [], seen = new Set();
    for (const key of keys().filter(k => k.startsWith(this.family + ':'))) {
      const kept = JSON.parse(await unseal(shelf.getItem(key)?.replace(/^\d+\|/, '')) || 'null');
      if (kept) texts.push({ ...kept, key });
    }
    texts.sort((a, b) => b.at - a.at);
    return texts.filter(({ fields, key }) => {
      const text = JSON.stringify(fields);
      if (seen.has(text)) drop(key);
      return !seen.has(text) && seen.add(text);
    });
  }

  offer(kept, text) {
    return { text: text.replace('{at}', time(kept.at)), do: () => { this.show(kept); this.changed() } };
  }

  show(kept) {
    write(this.form, kept.fields);
    this.edited = true;
    this.put().then(() => { if (kept.key !== this.key) drop(kept.key) });
    if (this.autosave) this.wait = setTimeout(() => this.send(), 300);
  }

  undo(texts) {
    for (const kept of texts) drop(kept.key);
    drop(this.key);
    clearTimeout(this.wait);
    this.form.reset();
    for (const f of this.form.elements) f.dispatchEvent(new CustomEvent('masar:written'));
    this.say('', '');
    this.hush();
  }

  changed(e) {
    if (e?.target.type === 'file') this.files = true;
    this.edited = true;
    this.put();
    if (!this.autosave) this.say('kept', words.kept);
    else if (!this.conflict) {
      clearTimeout(this.wait);
      this.wait = setTimeout(() => this.send(), e?.type === 'change' ? 300 : 1500);
    }
    others?.postMessage({ writing: this.family, from: this.copy });
  }

  // put keeps what the form holds now; texts are kept in the order they were
  // written in, however long sealing takes.
  put() {
    this.queue = (this.queue ?? Promise.resolve()).then(async () => {
      const fields = read(this.form), at = Date.now();
      if (JSON.stringify(fields) === this.stands && !this.files) return drop(this.key);
      const kept = JSON.stringify({ fields, base: this.base, at, files: this.files });
      try { shelf.setItem(this.key, at + '|' + await seal(kept)) } catch { this.say('unsent', words.full) }
    });
    return this.queue;
  }

  // send has the server keep what the form holds; it is not handed in by that.
  async send() {
    clearTimeout(this.wait);
    if (this.sending || this.conflict || !this.edited) return;
    this.sending = true;
    const fields = new URLSearchParams([...new FormData(this.form)].filter(([, v]) => typeof v === 'string'));
    fields.set('auto', '1');
    const sent = JSON.stringify(read(this.form));
    this.say('saving', words.saving);
    try {
      const answer = await post(this.form.action, fields), text = await answer.text();
      if (answer.redirected || answer.status >= 500 || [408, 425, 429].includes(answer.status)) throw answer.status;
      if (answer.ok) this.saved(sent, answer.headers.get('Masar-Revision'), text);
      else if (answer.status === 409) this.disagree(answer.headers.get('Masar-Revision'), text);
      else this.say('unsent', text);
    } catch {
      this.say('unsent', words.unsent);
      this.wait = setTimeout(() => this.send(), 8000);
    }
    this.sending = false;
  }

  saved(sent, revision, text) {
    if (revision && this.form.elements.revision) this.form.elements.revision.value = revision;
    // What was sent is what stands now, whatever is written since.
    this.base = JSON.stringify([JSON.parse(sent), JSON.parse(base(this.form))[1]]);
    this.stands = sent;
    others?.postMessage({ saved: this.family, from: this.copy });
    if (JSON.stringify(read(this.form)) === sent) {
      this.edited = false;
      this.put();
      this.say('saved', text);
      if (this.back) this.note(this.back, []);
    } else {
      this.put();
      this.wait = setTimeout(() => this.send(), 300);
    }
  }

  // disagree asks which of two texts is to stand: the other was saved from
  // another window or device.
  disagree(revision, text) {
    this.conflict = true;
    this.say('unsent', words.kept);
    this.note(text, [{ text: words.stands, do: () => location.reload() }, { text: words.mine, do: () => {
      if (revision && this.form.elements.revision) this.form.elements.revision.value = revision;
      this.conflict = false;
      this.hush();
      this.send();
    } }]);
  }

  // heard tells that the form is in another window, too.
  heard({ writing, saved, from }) {
    if (from === this.copy || this.told === 'saved') return;
    if (saved === this.family) {
      this.told = 'saved';
      this.note(words.saved, [{ text: words.stands, do: () => location.reload() }], true);
    } else if (writing === this.family && !this.told) {
      this.told = 'writing';
      this.note(words.elsewhere, [], true);
    }
  }

  async submit(e) {
    if (e.defaultPrevented || this.going) return;
    e.preventDefault();
    if (this.trying) return;
    this.trying = true;
    const button = e.submitter;
    clearTimeout(this.wait);
    await this.ready;
    await this.queue;
    const up = await reachable();
    this.trying = false;
    if (!up) {
      this.say('unsent', words.offline);
      this.line.scrollIntoView({ block: 'nearest' });
      return;
    }
    this.going = true;
    this.form.requestSubmit(button);
    setTimeout(() => { this.going = false });
  }

  // note says something above the form, in place of what it said before, with
  // buttons for what can be done; what is said of other windows stands by itself.
  note(text, acts, aside) {
    const note = page.content.querySelector('.keep').cloneNode(true), place = note.querySelector('.acts');
    note.querySelector('p').textContent = text;
    for (const act of acts) {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn--line', textContent: act.text });
      button.addEventListener('click', act.do);
      place.append(button);
    }
    if (!acts.length) place.remove();
    const slot = aside ? 'aside' : 'said';
    this[slot]?.remove();
    this[slot] = note;
    this.form.before(note);
  }

  hush() {
    this.said?.remove();
    this.back = '';
  }

  say(state, text) {
    this.line.hidden = !text;
    this.line.dataset.state = state;
    this.line.querySelector('span').textContent = text;
  }
}

if (page && shelf) {
  takenAway();
  sweep();
  const forms = [...document.querySelectorAll('form[method=post]:not([data-unkept],[role=search],m-autosave form)')];
  forms.filter(takes).forEach(form => new Kept(form, forms.filter(f => f.getAttribute('action') === form.getAttribute('action')).indexOf(form)));
}
