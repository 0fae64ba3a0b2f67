import { ask } from './ask.js';

// plain returns a description without the marks that would end it in Markdown.
const plain = text => text.replace(/[\[\]"\\]/g, mark => ({ '[': '(', ']': ')', '"': '\u201D', '\\': '/' })[mark]);

// Images come from a file, the clipboard or a drop. They are sent to the address
// of data-upload, which answers {"url": …}, after the trainer has said in words
// what they show.
export function images(box, editor) {
  const input = box.querySelector('input[type=file]'), dialog = box.querySelector('.editor__alt');
  const status = box.querySelector('.editor__status'), words = dialog.querySelector('input');
  const place = box.querySelector('.editor__mount');
  let chosen;

  ask(dialog, () => upload(chosen, words.value));
  input.addEventListener('change', () => take(input.files));
  for (const [event, files] of [['paste', e => e.clipboardData.files], ['drop', e => e.dataTransfer.files]]) {
    place.addEventListener(event, e => { if (take(files(e))) e.preventDefault() }, true);
  }
  return () => input.click();

  // take reports whether there is an image among the files.
  function take(files) {
    const file = [...files].find(f => f.type.startsWith('image/'));
    if (!file) return false;
    chosen = file;
    words.value = '';
    dialog.showModal();
    input.value = '';
    return true;
  }

  async function upload(file, alt) {
    const body = new FormData();
    body.set('file', file);
    body.set('csrf', box.closest('form')?.elements.csrf?.value ?? '');
    try {
      const answer = await fetch(box.dataset.upload, { method: 'POST', body, headers: { 'X-Requested-With': 'fetch' } });
      if (!answer.ok) throw new Error(answer.status < 500 ? await answer.text() : '');
      const { url } = await answer.json();
      editor.chain().focus().setImage({ src: url, alt: plain(alt) }).run();
      status.textContent = '';
    } catch (e) {
      status.textContent = e.message || box.dataset.failed;
    }
  }
}
