// post sends fields the way a form without files does. A FormData body would go
// out as multipart.
export function post(url, fields) {
  return fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'X-Requested-With': 'fetch' },
    credentials: 'same-origin',
    keepalive: true,
  });
}
