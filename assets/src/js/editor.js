// The trainer's editor: Tiptap over the textarea that holds the Markdown. The
// textarea stays the form's field, and is the editor where scripts do not run.
// The markup is view.MarkdownEditor.
import { Editor } from '@tiptap/core';
import { Markdown } from '@tiptap/markdown';
import { extensions } from './markdown.js';
import { toolbar } from './toolbar.js';

for (const box of document.querySelectorAll('[data-editor]')) mount(box);

function mount(box) {
  const area = box.querySelector('textarea'), place = box.querySelector('.editor__mount');
  const label = document.querySelector(`label[for="${area.id}"]`);
  label.id ||= area.id + '-label';
  const editor = new Editor({
    element: place,
    injectCSS: false,
    // Not "auto": a list would then ignore its items and fall back to LTR.
    textDirection: area.dir === 'ltr' || area.dir === 'rtl' ? area.dir : document.documentElement.dir,
    extensions: [...extensions, Markdown],
    content: area.value,
    contentType: 'markdown',
    editorProps: {
      attributes: { class: 'prose', role: 'textbox', 'aria-multiline': 'true', 'aria-labelledby': label.id, lang: area.lang },
      transformPastedHTML: html => seen(withoutPictures(html)),
      transformPastedText: seen,
    },
    onUpdate: () => {
      area.value = editor.getMarkdown();
      area.dispatchEvent(new Event('change', { bubbles: true }));
    },
    onTransaction: () => bar?.show(),
  });
  const bar = toolbar(box, editor, area, place);
  // Its text may have been put back from what was kept on the device.
  area.addEventListener('masar:written', () => {
    if (area.value !== editor.getMarkdown()) editor.commands.setContent(area.value, { contentType: 'markdown', emitUpdate: false });
  });
  // withoutPictures leaves out pictures of other sites, which would not be shown:
  // one of the course is a file of its own.
  function withoutPictures(html) {
    return html.replace(/<img\b[^>]*>/gi, tag => {
      if (/\ssrc="media\//.test(tag)) return tag;
      box.querySelector('.editor__status').textContent = box.dataset.leftOut;
      return '';
    });
  }

  area.hidden = true;
  label.addEventListener('click', () => area.hidden && editor.commands.focus());
  bar.show();
  show(editor, area.id);
}

// seen returns a text without what programs leave in it that shows nothing: marks
// around directions, marks of byte order, soft hyphens.
function seen(text) {
  return text.replace(/[\u00AD\u200B\u202A-\u202E\u2060-\u2069\uFEFF]/g, '');
}

// show leads to the words that the address names after the field, as #f-body_ar~words.
function show(editor, id) {
  const [field, words] = decodeURIComponent(location.hash.slice(1)).split('~');
  if (field !== id || !words) return;
  const read = s => s.replace(/\s+/g, ' ').trim();
  let at;
  editor.state.doc.descendants((node, pos) => {
    if (at === undefined && node.isTextblock && read(node.textContent).includes(read(words))) at = pos;
    return at === undefined;
  });
  if (at !== undefined) editor.chain().focus(at + 1).scrollIntoView().run();
}
