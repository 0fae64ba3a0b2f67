// Has other people's verifiers judge what Masar issued. Reads
//
//   { pages: { address: document }, credentials: { name: credential }, token, did }
//
// and writes what each verifier says of each credential. The network is off:
// pages are all there is.
import fs from 'node:fs';

const input = JSON.parse(await new Response(process.stdin).text());
const read = name => JSON.parse(fs.readFileSync(new URL('../../context/' + name + '.json', import.meta.url)));
const pages = new Map(Object.entries(input.pages));
const contexts = new Map([
  ['https://www.w3.org/ns/credentials/v2', read('credentials-v2')],
  ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', read('open-badges-3.0.3')],
]);
globalThis.fetch = async request => {
  const address = String(request.url ?? request);
  const page = pages.get(address);
  if (!page) return new Response('not found', { status: 404 });
  return new Response(JSON.stringify(page), { headers: { 'Content-Type': 'application/json' } });
};

const { verifyCredential } = await import('@digitalcredentials/verifier-core');
const vc = await import('@digitalbazaar/vc');
const { DataIntegrityProof } = await import('@digitalbazaar/data-integrity');
const { cryptosuite } = await import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
const { checkStatus } = await import('@digitalbazaar/vc-bitstring-status-list');
const Ed25519Multikey = await import('@digitalbazaar/ed25519-multikey');
const jose = await import('jose');

// documentLoader knows the given pages and the keys of did:key and did:web.
async function documentLoader(url) {
  const [did, fragment] = url.split('#');
  const found = document => ({ contextUrl: null, documentUrl: url, document });
  if (did.startsWith('did:key:')) {
    const publicKeyMultibase = did.slice('did:key:'.length), id = `${did}#${publicKeyMultibase}`;
    const key = { '@context': 'https://w3id.org/security/multikey/v1', id, type: 'Multikey', controller: did, publicKeyMultibase };
    return found(fragment ? key : { '@context': 'https://www.w3.org/ns/did/v1', id: did, verificationMethod: [key], assertionMethod: [id] });
  }
  if (did === input.did.id) {
    const key = input.did.verificationMethod.find(m => m.id === url);
    return found(fragment ? { '@context': 'https://w3id.org/security/multikey/v1', ...key } : input.did);
  }
  const document = pages.get(url) ?? contexts.get(url);
  if (document) return found(document);
  throw new Error('not here: ' + url);
}

const out = { bazaar: {}, core: {}, jose: {} };
for (const [name, credential] of Object.entries(input.credentials)) {
  const suite = new DataIntegrityProof({ cryptosuite });
  const verifyStatus = o => checkStatus({ ...o, documentLoader, suite, verifyBitstringStatusListCredential: true });
  const r = await vc.verifyCredential({ credential: structuredClone(credential), suite, documentLoader, checkStatus: verifyStatus });
  out.bazaar[name] = { verified: r.verified, revoked: r.statusResult?.results?.[0]?.status ?? null, error: r.error ? String(r.error.errors?.map(e => e.message) ?? r.error.message) : '' };
  const c = await verifyCredential({ credential: structuredClone(credential), knownDIDRegistries: [] });
  out.core[name] = { log: Object.fromEntries((c.log ?? []).map(s => [s.id, s.valid ?? s.error?.message])), errors: (c.errors ?? []).map(e => e.name + ': ' + e.message + (e.stackTrace ? ' ' + e.stackTrace : '')) };
}

const method = input.did.verificationMethod.find(m => m.id === jose.decodeProtectedHeader(input.token).kid);
const multikey = await Ed25519Multikey.from({ '@context': 'https://w3id.org/security/multikey/v1', ...method });
const key = await jose.importJWK(await Ed25519Multikey.toJwk({ keyPair: multikey }), 'EdDSA');
for (const [name, token] of [['token', input.token], ['altered', input.altered]]) {
  try {
    const { payload } = await jose.jwtVerify(token, key, { issuer: input.did.id, currentDate: new Date(input.now) });
    out.jose[name] = payload.id;
  } catch (e) {
    out.jose[name] = e.code;
  }
}
console.log(JSON.stringify(out));
