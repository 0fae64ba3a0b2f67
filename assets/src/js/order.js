// <m-order data-moved="{name} … {at} … {of}"> holds an <ol> whose rows carry a
// hidden input each, so that the order of the rows is the order of the form. A
// row moves by its grip, or by its two buttons, data-move="-1" and "1", which
// without this script submit the form.
import { digits } from './digits.js';

customElements.define('m-order', class extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector('ol');
    this.live = this.querySelector('[aria-live]');
    this.addEventListener('click', e => this.press(e));
    this.addEventListener('pointerdown', e => this.grip(e));
  }

  press(e) {
    const button = e.target.closest('button[data-move]');
    if (!button) return;
    e.preventDefault();
    const row = button.closest('li'), up = button.dataset.move < 0;
    const other = up ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (up) other.before(row); else other.after(row);
    this.settle(row);
    (button.disabled ? row.querySelector('button:not([disabled])') : button).focus();
  }

  // The listeners are the document's: moving the row in the tree would release a
  // pointer captured by it.
  grip(e) {
    if (!e.target.closest('.grip') || e.button) return;
    e.preventDefault();
    const row = e.target.closest('li'), from = this.place(row), stop = new AbortController();
    const on = { signal: stop.signal };
    row.dataset.drag = '';
    const end = () => {
      stop.abort();
      delete row.dataset.drag;
      if (this.place(row) !== from) this.settle(row);
    };
    document.addEventListener('pointermove', move => this.drag(row, move.clientY), on);
    document.addEventListener('pointerup', end, on);
    document.addEventListener('pointercancel', end, on);
  }

  drag(row, y) {
    for (const other of this.list.children) {
      const box = other.getBoundingClientRect();
      if (other === row || y < box.top || y > box.bottom) continue;
      const below = this.place(other) > this.place(row);
      if (below && y > box.top + box.height / 3) other.after(row);
      else if (!below && y < box.bottom - box.height / 3) other.before(row);
      return;
    }
  }

  place(row) { return [...this.list.children].indexOf(row) }

  // arrange puts the rows in the order of the values of their inputs.
  arrange(values) {
    const place = row => values.indexOf(row.querySelector('input').value);
    this.list.append(...[...this.list.children].sort((a, b) => place(a) - place(b)));
    this.number();
  }

  number() {
    const rows = [...this.list.children];
    rows.forEach((row, i) => {
      row.querySelector('.order__num').textContent = digits(i + 1, this.dataset.digits);
      row.querySelector('[data-move="-1"]').disabled = i === 0;
      row.querySelector('[data-move="1"]').disabled = i === rows.length - 1;
    });
    return rows;
  }

  // settle numbers the rows afresh, says what moved, and lets the form know.
  settle(row) {
    const rows = this.number(), kind = this.dataset.digits;
    const words = { name: row.dataset.name, at: digits(this.place(row) + 1, kind), of: digits(rows.length, kind) };
    this.live.textContent = this.dataset.moved.replace(/\{(\w+)\}/g, (_, name) => words[name]);
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }
});
