// What is kept on the device is sealed under a key that the server gives to the
// person who is signed in, and to nobody else: whoever signs in next on the same
// browser has another key. Without one, as on a page for everybody, text stays
// as it is; so it does where the browser has no cryptography, off TLS.
const page = document.getElementById('keep');
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const text = bytes => btoa(bytes.reduce((s, b) => s + String.fromCharCode(b), ''));

// owner names nobody; it is '' where nothing is kept.
export const owner = page?.dataset.owner ?? '';
export const canSeal = !!owner && !!globalThis.crypto?.subtle;

const key = canSeal ? crypto.subtle.importKey('raw', bytes(page.dataset.key), 'AES-GCM', false, ['encrypt', 'decrypt']) : null;
const mark = 'sealed:';

export async function seal(plain) {
  if (!canSeal) return plain;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const shut = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key, new TextEncoder().encode(plain));
  return mark + text(iv) + '.' + text(new Uint8Array(shut));
}

// unseal returns null for what another person sealed, or nobody.
export async function unseal(raw) {
  if (!raw?.startsWith(mark)) return raw ?? null;
  if (!canSeal) return null;
  const [iv, shut] = raw.slice(mark.length).split('.');
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes(iv) }, await key, bytes(shut)));
  } catch {
    return null;
  }
}
