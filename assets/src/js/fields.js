// What a person has written in a form, as a list of [name, value]: not what is
// hidden, nor files or passwords, which nobody may keep.
const skip = new Set(['hidden', 'file', 'submit', 'button', 'reset', 'image', 'password']);

function* written(form) {
  for (const f of form.elements) if (f.name && f.type && f.type !== 'fieldset' && !skip.has(f.type)) yield f;
}

const ticks = f => f.type === 'radio' || f.type === 'checkbox';
const plain = v => v.replace(/\r\n?/g, '\n').trim();

// read returns what the form holds; with served, what the server sent in it,
// with the revisions that it hides.
export function read(form, served) {
  const out = [];
  for (const f of written(form)) {
    if (ticks(f)) { if (served ? f.defaultChecked : f.checked) out.push([f.name, f.value]) }
    else if (f.options) for (const o of picked(f, served)) out.push([f.name, o.value]);
    else out.push([f.name, plain(served ? f.defaultValue : f.value)]);
  }
  return out;
}

function picked(select, served) {
  const options = [...select.options];
  if (!served) return options.filter(o => o.selected);
  const set = options.filter(o => o.defaultSelected);
  return set.length || select.multiple ? set : options.slice(0, 1);
}

// base is what a text was written on: another base means that what is saved has
// changed since.
export function base(form) {
  const hidden = [...form.elements].filter(f => f.type === 'hidden' && f.name && f.name !== 'csrf' && f.name !== 'copy');
  return JSON.stringify([read(form, true), hidden.map(f => [f.name, f.value])]);
}

// write fills the form with a list that read returned, and lets its scripts know.
export function write(form, list) {
  const left = new Map();
  for (const [name, value] of list) left.set(name, [...left.get(name) ?? [], value]);
  for (const f of written(form)) {
    const values = left.get(f.name) ?? [];
    if (ticks(f)) f.checked = values.includes(f.value);
    else if (f.options) { if (values.length) for (const o of f.options) o.selected = values.includes(o.value) }
    else if (values.length) f.value = values.shift();
    f.dispatchEvent(new CustomEvent('masar:written'));
  }
  form.dispatchEvent(new Event('input', { bubbles: true }));
}

// takes reports whether somebody writes in the form: it has a field to fill in,
// and none for a password.
export function takes(form) {
  return !form.querySelector('[type=password]') && !written(form).next().done;
}
