// On every page. Each part does nothing where its element is absent, and every
// page works without any of it.
import './theme.js';
import './menu.js';
import './timer.js';
import './autosave.js';
import './keep.js';
import './asked.js';
import './order.js';
import './refresh.js';
import './preview.js';
import './picks.js';
import './carry.js';

// What is wrong with a form is read out when its page comes back.
document.querySelector('[data-autofocus]')?.focus();
