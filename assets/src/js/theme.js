// The theme changes at once; without this the form posts and the page reloads.
import { post } from './post.js';

// remember keeps the theme for the page of offline verification, which is the
// same for everyone: verify.js reads it there.
function remember(theme) {
  try {
    if (theme) localStorage.setItem('masar:theme', theme);
    else localStorage.removeItem('masar:theme');
  } catch { /* goes without */ }
}

remember(document.documentElement.dataset.theme);

document.querySelector('[data-theme-form]')?.addEventListener('submit', e => {
  e.preventDefault();
  const root = document.documentElement, button = e.submitter;
  const wasDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme:dark)').matches;
  root.dataset.theme = wasDark ? 'light' : 'dark';
  remember(root.dataset.theme);
  button?.setAttribute('aria-label', button.dataset[wasDark ? 'toDark' : 'toLight']);
  const fields = new FormData(e.target);
  fields.set('theme', root.dataset.theme);
  post(e.target.action, fields);
});
