// The toolbar of the editor: commands, links, images, and the way to the
// Markdown itself.
import { ask } from './ask.js';
import { images } from './images.js';

const commands = {
  bold: c => c.toggleBold(),
  italic: c => c.toggleItalic(),
  h2: c => c.toggleHeading({ level: 2 }),
  h3: c => c.toggleHeading({ level: 3 }),
  ul: c => c.toggleBulletList(),
  ol: c => c.toggleOrderedList(),
  quote: c => c.toggleBlockquote(),
  table: c => c.insertTable({ rows: 3, cols: 2, withHeaderRow: true }),
  undo: c => c.undo(),
  redo: c => c.redo(),
};
const marks = {
  bold: ['bold'], italic: ['italic'], h2: ['heading', { level: 2 }], h3: ['heading', { level: 3 }],
  ul: ['bulletList'], ol: ['orderedList'], quote: ['blockquote'], link: ['link'],
};

export function toolbar(box, editor, area, place) {
  const bar = box.querySelector('.editor__bar'), buttons = [...bar.querySelectorAll('button')];
  const image = images(box, editor), link = links(box, editor);
  box.dataset.on = '';
  bar.addEventListener('click', e => {
    const button = e.target.closest('button');
    if (!button) return;
    const what = button.dataset.do;
    if (what === 'source') toggleSource(button);
    else if (what === 'link') link();
    else if (what === 'image') image();
    else commands[what]?.(editor.chain().focus()).run();
  });

  // One tab stop; the arrows follow the direction of reading, Home and End lead
  // to the ends.
  buttons.forEach((b, i) => { b.tabIndex = i ? -1 : 0 });
  bar.addEventListener('keydown', e => {
    const ahead = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight', back = document.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    const at = buttons.indexOf(document.activeElement), last = buttons.length - 1;
    const to = { [ahead]: at === last ? 0 : at + 1, [back]: at ? at - 1 : last, Home: 0, End: last }[e.key];
    if (to === undefined || at < 0) return;
    e.preventDefault();
    const next = buttons[to];
    buttons[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

  function toggleSource(button) {
    const source = area.hidden;
    button.setAttribute('aria-pressed', source);
    if (source) area.value = editor.getMarkdown();
    else editor.commands.setContent(area.value, { contentType: 'markdown' });
    area.hidden = !source;
    place.hidden = source;
  }

  return {
    show() {
      for (const b of buttons) if (marks[b.dataset.do]) b.setAttribute('aria-pressed', editor.isActive(...marks[b.dataset.do]));
    },
  };
}

// links asks for an address in a dialog; an empty one removes the link.
function links(box, editor) {
  const dialog = box.querySelector('.editor__link'), input = dialog.querySelector('input');
  ask(dialog, () => {
    const chain = editor.chain().focus().extendMarkRange('link');
    if (input.value) chain.setLink({ href: input.value }).run();
    else chain.unsetLink().run();
  });
  return () => {
    input.value = editor.getAttributes('link').href ?? '';
    dialog.showModal();
  };
}
