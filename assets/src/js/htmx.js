// The extension for server-sent events looks for window.htmx when it is read.
import htmx from 'htmx.org/dist/htmx.esm.js';

window.htmx = htmx;
