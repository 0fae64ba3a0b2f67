// On the pages of trainers, HR officers and administrators, and on live pages.
import './htmx.js';
import 'htmx.org/dist/ext/hx-sse.js';
