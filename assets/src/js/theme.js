// The theme changes at once; without this the form posts and the page reloads.
import { post } from './post.js';

document.querySelector('[data-theme-form]')?.addEventListener('submit', e => {
  e.preventDefault();
  const root = document.documentElement, button = e.submitter;
  const wasDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme:dark)').matches;
  root.dataset.theme = wasDark ? 'light' : 'dark';
  button?.setAttribute('aria-label', button.dataset[wasDark ? 'toDark' : 'toLight']);
  const fields = new FormData(e.target);
  fields.set('theme', root.dataset.theme);
  post(e.target.action, fields);
});
