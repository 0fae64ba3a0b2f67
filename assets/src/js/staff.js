// On the pages of staff with long lists: see inPlace in package view.
import 'htmx.org/dist/htmx.esm.js';
