// The page that verifies a certificate's signed claim without asking us. What
// a claim is, internal/signet says; this is its other reading.
const root = document.querySelector('[data-issuer]');
const issuer = JSON.parse(root.dataset.issuer);
const form = root.querySelector('form');
const text = form.elements.claim;

const bytes = base64 => Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));

// day writes 20261122 as a date in the page's language.
function day(digits) {
  if (!/^\d{8}$/.test(digits)) return '';
  const date = new Date(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}T00:00:00Z`);
  const locale = document.documentElement.lang === 'en' ? 'en-GB' : 'ar-OM-u-nu-latn-ca-gregory';
  return isNaN(date) ? '' : new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

const today = () => new Date().toISOString().slice(0, 10).replaceAll('-', '');

// check returns how the text of a code stands, and what it claims.
async function check(said) {
  const found = /verify\/([0-9A-Z]{16})#(1\.[^\s#]+)$/i.exec(said.trim());
  const parts = found ? found[2].split('.') : [];
  if (parts.length !== 7) return { standing: 'form' };
  const [, id, course, issued, expires, initials, signature] = parts;
  const key = issuer.keys.find(k => k.id === id);
  if (!key) return { standing: 'foreign' };
  const code = found[1].toUpperCase();
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
// is claimed.
function show({ standing, claim }) {
  for (const v of root.querySelectorAll('[data-verdict]')) v.hidden = v.dataset.verdict !== standing;
  const facts = root.querySelector('[data-facts]');
  facts.hidden = !claim;
  if (!claim) return;
  const title = issuer.courses[claim.course] ?? {};
  const values = {
    code: claim.code, initials: claim.initials, issued: day(claim.issued), expires: day(claim.expires) || facts.dataset.never,
    course: (document.documentElement.lang === 'en' ? title.en || title.ar : title.ar || title.en) || claim.course,
  };
  for (const [name, value] of Object.entries(values)) facts.querySelector(`[data-fact="${name}"]`).textContent = value;
  facts.querySelector('a').href = '/verify/' + claim.code;
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  show(await check(text.value));
});

// keep has the page and all it needs stay on this device.
async function keep() {
  await navigator.serviceWorker.register('/verify/offline/worker.js', { scope: '/verify/offline' });
  const needs = [...document.querySelectorAll('link[href], script[src]')].map(e => e.href || e.src);
  await (await caches.open('verify-offline')).addAll([location.pathname + location.search, ...needs]);
  root.querySelector('[data-keep]').hidden = true;
  root.querySelector('[data-kept]').hidden = false;
}

if ('serviceWorker' in navigator && 'caches' in window) keep().catch(() => {});
