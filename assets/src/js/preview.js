// A form that is drawn while it is filled in: what it holds is sent a moment
// after the last change, and the picture that comes back takes the place of the
// one before. What is wrong is said at its field; until it is right there is no
// preview and nothing is sent, so that the files that were chosen stay chosen.
// Without this, its preview button opens the same picture.
const form = document.querySelector('form[data-preview]');
const picture = document.querySelector('[data-preview-picture]');
const status = document.querySelector('[data-preview-status]');

let waiting, underWay, shown, drawn;

// draw reports whether the form can be sent on.
async function draw() {
  clearTimeout(waiting);
  underWay?.abort();
  const mine = underWay = new AbortController();
  status.textContent = status.dataset.wait;
  try {
    const answer = await fetch(form.dataset.preview, {
      method: 'POST', body: new FormData(form), signal: mine.signal, headers: { 'X-Requested-With': 'fetch' },
    });
    if (answer.status === 422) {
      tell(await answer.json());
      status.textContent = status.dataset.wrong;
      return false;
    }
    tell([]);
    if (!answer.ok) {
      status.textContent = await answer.text();
      return answer.status !== 413;
    }
    const next = URL.createObjectURL(new Blob([await answer.text()], { type: 'image/svg+xml' }));
    await show(next);
    status.textContent = status.dataset.done;
  } catch (e) {
    if (e.name === 'AbortError') return false;
    status.textContent = status.dataset.failed;
  }
  return true;
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

// tell marks the fields with what is wrong in them, in place of what was said
// before.
function tell(problems) {
  for (const old of form.querySelectorAll('.field__error')) old.remove();
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    describe(field, false);
  }
  document.querySelector('.problems')?.remove();
  for (const { field, text } of problems) {
    const at = form.elements[field];
    if (!at) continue;
    const said = Object.assign(document.createElement('p'), { className: 'field__error', id: at.id + '-error', textContent: text });
    at.before(said);
    at.setAttribute('aria-invalid', 'true');
    describe(at, true);
  }
  picture.toggleAttribute('data-stale', problems.length > 0);
  for (const button of form.querySelectorAll('[formaction]')) button.disabled = problems.length > 0;
}

// describe has the field named by what is said of it, or no longer.
function describe(field, wrong) {
  const ids = (field.getAttribute('aria-describedby') ?? '').split(' ').filter(id => id && id !== field.id + '-error');
  if (wrong) ids.unshift(field.id + '-error');
  if (ids.length) field.setAttribute('aria-describedby', ids.join(' ')); else field.removeAttribute('aria-describedby');
}

form?.addEventListener('input', () => {
  drawn = false;
  clearTimeout(waiting);
  waiting = setTimeout(draw, 500);
});

// What is sent has been drawn first.
form?.addEventListener('submit', async e => {
  if (drawn) return;
  e.preventDefault();
  const button = e.submitter;
  if (drawn = await draw()) form.requestSubmit(button?.disabled ? undefined : button);
  else form.querySelector('[aria-invalid]')?.focus();
}, true);
