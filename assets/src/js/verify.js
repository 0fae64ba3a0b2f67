// The page that verifies a certificate's signed claim without asking us. What
// a claim is, internal/signet says; this is its other reading.
const root = document.querySelector('[data-issuer]');
const issuer = JSON.parse(root.dataset.issuer);
const form = root.querySelector('form');
const text = form.elements.claim;
const html = document.documentElement;
const page = lang => '/verify/offline?lang=' + lang;

// The page is the same for everyone, so this device alone knows in which language
// and which colours it was read last. A shelf is its storage, where it has one.
const shelf = name => { try { return window[name] } catch { return null } };
const local = shelf('localStorage'), session = shelf('sessionStorage');
const theme = local?.getItem('masar:theme'), chosen = local?.getItem('masar:offline-lang');
if (theme === 'light' || theme === 'dark') html.dataset.theme = theme;
if (new URLSearchParams(location.search).get('lang') === html.lang) local?.setItem('masar:offline-lang', html.lang);
else if ((chosen === 'ar' || chosen === 'en') && chosen !== html.lang) location.replace(page(chosen));

const bytes = base64 => Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));

// day writes 20261122 as a date in the page's language.
function day(digits) {
  if (!/^\d{8}$/.test(digits)) return '';
  const date = new Date(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}T00:00:00Z`);
  const locale = html.lang === 'en' ? 'en-GB' : 'ar-OM-u-nu-latn-ca-gregory';
  return isNaN(date) ? '' : new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

const today = () => new Date().toISOString().slice(0, 10).replaceAll('-', '');

// tidy leaves out what copying brings along: marks of direction, and a full stop
// or the like at the end.
const tidy = said => said.replace(/\p{Cf}/gu, '').trim().replace(/[\s.,;:!?،؛؟]+$/u, '');

// bare returns the code that the text is, alone or as the address of its page, or "".
function bare(said) {
  const typed = (/verify\/([^?#]*)[?#]?$/i.exec(said)?.[1] ?? said).replace(/[\s\p{Pd}/]/gu, '').toUpperCase();
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(typed) ? typed : '';
}

// check returns how the text of a code stands, and what it claims.
async function check(typed) {
  const said = tidy(typed);
  if (!said) return { standing: 'empty' };
  const code = bare(said);
  if (code) return { standing: 'bare', code };
  const found = /verify\/([0-9A-Z]{16})#(1\.[^\s#]+)$/i.exec(said);
  const parts = found ? found[2].split('.') : [];
  if (parts.length !== 7) return { standing: 'form' };
  return judge(found[1].toUpperCase(), parts);
}

// judge returns how the claim of the certificate with the code stands.
async function judge(code, parts) {
  const [, id, course, issued, expires, initials, signature] = parts;
  const key = issuer.keys.find(k => k.id === id);
  if (!key) return { standing: 'foreign' };
  const signed = new TextEncoder().encode(`masar claim\n${code}\n${parts.slice(0, 6).join('.')}`);
  let right = false;
  try {
    const known = await crypto.subtle.importKey('raw', bytes(key.public), { name: 'Ed25519' }, false, ['verify']);
    right = await crypto.subtle.verify({ name: 'Ed25519' }, known, bytes(signature), signed);
  } catch (e) {
    if (!(e instanceof DOMException) || e.name !== 'InvalidCharacterError') return { standing: 'cannot' };
  }
  // A key says nothing of days after the one on which it was retired.
  if (!right || key.retired && issued > key.retired.replaceAll('-', '')) return { standing: 'altered' };
  const claim = { code, course, issued, expires, initials: decodeURIComponent(initials) };
  return { standing: expires !== '0' && expires <= today() ? 'past' : 'genuine', claim };
}

// show brings out the verdict that stands ready in the page, and fills in what
// is claimed. Without a standing there is none.
function show({ standing, claim, code }) {
  for (const v of root.querySelectorAll('[data-verdict]')) v.hidden = v.dataset.verdict !== standing;
  if (code) root.querySelector('[data-online]').href = `/verify/${code}?lang=${html.lang}`;
  const facts = root.querySelector('[data-facts]');
  facts.hidden = !claim;
  if (!claim) return;
  const title = issuer.courses[claim.course] ?? {};
  const values = {
    code: claim.code, initials: claim.initials, issued: day(claim.issued), expires: day(claim.expires) || facts.dataset.never,
    course: (html.lang === 'en' ? title.en || title.ar : title.ar || title.en) || claim.course,
  };
  for (const [name, value] of Object.entries(values)) facts.querySelector(`[data-fact="${name}"]`).textContent = value;
  facts.querySelector('a').href = `/verify/${claim.code}?lang=${html.lang}`;
}

// verify judges what stands in the field, unless it has been changed meanwhile.
async function verify() {
  const typed = text.value, verdict = await check(typed);
  if (text.value !== typed) return;
  show(verdict);
  if (verdict.standing === 'empty') text.focus();
}

form.addEventListener('submit', event => {
  event.preventDefault();
  verify();
});
text.addEventListener('input', () => show({}));

// What stands in the field comes along to the other language, with its verdict,
// and leaves this device no more than before.
document.querySelector('[data-other]').addEventListener('click', () => {
  const judged = !!root.querySelector('[data-verdict]:not([hidden])');
  session?.setItem('masar:offline-text', JSON.stringify({ text: text.value, judged }));
});
const brought = JSON.parse(session?.getItem('masar:offline-text') ?? 'null');
session?.removeItem('masar:offline-text');
if (brought?.text) text.value = brought.text;
if (brought?.judged) verify();

// keep has the page stay on this device in both languages, with all it needs.
async function keep() {
  await navigator.serviceWorker.register('/verify/offline/worker.js', { scope: '/verify/offline' });
  const all = new Set([location.pathname + location.search]);
  for (const address of ['ar', 'en'].map(page)) {
    const other = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
    all.add(address);
    for (const e of other.querySelectorAll('link[href], script[src]')) all.add(e.getAttribute('href') ?? e.getAttribute('src'));
  }
  await (await caches.open('verify-offline')).addAll([...all]);
  root.querySelector('[data-keep]').hidden = true;
  root.querySelector('[data-kept]').hidden = false;
}

if ('serviceWorker' in navigator && 'caches' in window) keep().catch(() => {});
