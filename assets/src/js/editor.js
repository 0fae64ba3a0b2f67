// The trainer's editor: Tiptap over the textarea that holds the Markdown. The
// textarea stays the form's field, and is the editor where scripts do not run.
// The markup is view.MarkdownEditor.
import { Editor } from '@tiptap/core';
import Image from '@tiptap/extension-image';
import { TaskItem, TaskList } from '@tiptap/extension-list';
import { TableKit } from '@tiptap/extension-table';
import { Markdown } from '@tiptap/markdown';
import StarterKit from '@tiptap/starter-kit';
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
    extensions: [
      StarterKit.configure({ link: { openOnClick: false }, heading: { levels: [2, 3] } }),
      Image, TableKit, TaskList,
      TaskItem.configure({ nested: true, a11y: { checkboxLabel: node => node.textContent || '✓' } }),
      Markdown,
    ],
    content: area.value,
    contentType: 'markdown',
    editorProps: {
      attributes: { class: 'prose', role: 'textbox', 'aria-multiline': 'true', 'aria-labelledby': label.id, lang: area.lang },
      // A picture of another site would not be shown; one of the course is a file of its own.
      transformPastedHTML: html => html.replace(/<img\b[^>]*>/gi, tag => /\ssrc="media\//.test(tag) ? tag : ''),
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
  area.hidden = true;
  label.addEventListener('click', () => area.hidden && editor.commands.focus());
  bar.show();
}
