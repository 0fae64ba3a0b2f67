// post sends fields the way a form without files does. A FormData body would go
// out as multipart. What is short is sent even if the page is left meanwhile; a
// browser refuses that for more than 64 KB.
export function post(url, fields) {
  const body = new URLSearchParams(fields);
  return fetch(url, {
    method: 'POST', body,
    headers: { 'X-Requested-With': 'fetch' },
    credentials: 'same-origin',
    keepalive: body.toString().length < 60_000,
  });
}

// reachable reports whether the server answers now, so that a form is not sent
// into a dead line, where the browser's own page would take its place.
export async function reachable() {
  try {
    return (await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(10_000) })).ok;
  } catch {
    return false;
  }
}
