// Menus are details elements: Escape and a press elsewhere close them.
const openMenus = () => document.querySelectorAll('details.menu[open]');

addEventListener('click', e => {
  for (const menu of openMenus()) if (!menu.contains(e.target)) menu.open = false;
});
addEventListener('keydown', e => {
  if (e.key !== 'Escape') return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

// The outline of a course is served closed, so that phones do not jump; on wide
// screens, where it has a column of its own, it is open.
const outline = document.querySelector('details.outline');
if (outline) {
  const narrow = matchMedia('(max-width:64rem)');
  const follow = () => { outline.open = !narrow.matches };
  follow();
  narrow.addEventListener('change', follow);
}
