// What the trainer's editor knows of Markdown: the parts of a lesson, each read
// and written back as the course's files have it, so that a text which is opened
// and saved is not another. The test is internal/web/e2e/editor_test.go.
import Blockquote from '@tiptap/extension-blockquote';
import Image from '@tiptap/extension-image';
import { OrderedList, TaskItem, TaskList } from '@tiptap/extension-list';
import Paragraph from '@tiptap/extension-paragraph';
import { Table, TableKit } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';

const mark = /^\[!(\w+)\][ \t]*/;

// A quotation that begins with [!case], [!note], [!activity] or [!official] is a
// box. Its mark is kept as the kind of the quotation and shown as a box.
const Box = Blockquote.extend({
  addAttributes() {
    return {
      box: {
        default: null,
        parseHTML: e => e.getAttribute('data-box'),
        renderHTML: ({ box }) => box ? { 'data-box': box } : {},
      },
    };
  },

  parseMarkdown(token, helpers) {
    const children = (helpers.parseBlockChildren ?? helpers.parseChildren)(token.tokens ?? []);
    const first = children[0]?.content?.[0], kind = first?.type === 'text' && mark.exec(first.text)?.[1];
    if (!kind) return helpers.createNode('blockquote', undefined, children);
    first.text = first.text.replace(mark, '');
    if (!first.text) children[0].content.shift();
    return helpers.createNode('blockquote', { box: kind }, children);
  },

  renderMarkdown(node, h) {
    const parts = (node.content ?? []).map((child, i) => (h.renderChild?.(child, i) ?? h.renderChildren([child]))
      .split('\n').map(line => line.trim() ? `> ${line}` : '>').join('\n'));
    const text = parts.join('\n>\n'), kind = node.attrs?.box;
    return kind ? `> [!${kind}]` + text.slice(1) : text;
  },
});

// A table is written without the spaces that would line its columns up: a word
// that is changed in one cell changes one line.
const Lean = Table.extend({
  renderMarkdown(node, h) {
    return Table.config.renderMarkdown(node, h).trim().split('\n').map(line =>
      /^\|[ :|-]+$/.test(line) ? line.replace(/ /g, '').replace(/-{3,}/g, '---') : line.replace(/ +\|/g, ' |')).join('\n');
  },
});

// A list has numbers. Left to itself the editor takes "No." and "I." at the
// beginning of a paragraph for the marks of one, and writes 1. in their place.
const lists = OrderedList.config.markdownTokenizer;
const Numbered = OrderedList.extend({
  markdownTokenizer: {
    ...lists,
    tokenize(src, tokens, lexer) {
      const end = src.search(/\n(?=[A-Za-z]+[.)]\s)/);
      return /^ {0,3}\d{1,9}[.)]\s/.test(src) ? lists.tokenize(end < 0 ? src : src.slice(0, end + 1), tokens, lexer) : undefined;
    },
  },
});

// A paragraph stays one, though it begins as a heading or an item would.
const Plain = Paragraph.extend({
  renderMarkdown(node, h, context) {
    return Paragraph.config.renderMarkdown(node, h, context)
      .replace(/^(#{1,6}|[-+>])(?=\s|$)/gm, '\\$1').replace(/^(\d{1,9})([.)])(?=\s|$)/gm, '$1\\$2');
  },
});

export const extensions = [
  StarterKit.configure({ link: { openOnClick: false }, heading: { levels: [2, 3] }, blockquote: false, orderedList: false, paragraph: false }),
  Box, Numbered, Plain, Image, Lean, TableKit.configure({ table: false }), TaskList,
  TaskItem.configure({ nested: true, a11y: { checkboxLabel: node => node.textContent || '✓' } }),
];
