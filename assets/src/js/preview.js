// A form that is drawn while it is filled in: what it holds is sent a moment
// after the last change, and the picture that comes back takes the place of the
// one before. Without this, its preview button opens the same picture.
const form = document.querySelector('form[data-preview]');
const picture = document.querySelector('[data-preview-picture]');
const status = document.querySelector('[data-preview-status]');

let waiting, underWay, shown;

async function draw() {
  underWay?.abort();
  const mine = underWay = new AbortController();
  status.textContent = status.dataset.wait;
  try {
    const answer = await fetch(form.dataset.preview, {
      method: 'POST', body: new FormData(form), signal: mine.signal, headers: { 'X-Requested-With': 'fetch' },
    });
    if (!answer.ok) {
      status.textContent = await answer.text();
      return;
    }
    const next = URL.createObjectURL(new Blob([await answer.text()], { type: 'image/svg+xml' }));
    await show(next);
    status.textContent = status.dataset.done;
  } catch (e) {
    if (e.name !== 'AbortError') status.textContent = status.dataset.failed;
  }
}

// show waits until the picture can be seen, so that nothing flickers.
async function show(next) {
  const ready = new Image();
  ready.src = next;
  await ready.decode();
  picture.src = next;
  if (shown) URL.revokeObjectURL(shown);
  shown = next;
}

form?.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(draw, 500);
});
