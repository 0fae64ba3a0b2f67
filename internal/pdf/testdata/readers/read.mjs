// Has the readers of browsers look for lines in a document. Reads
//
//   { file, queries: [ { page, y, text } ] }
//
// where y is the height of the line on its page, in points from below, and writes
//
//   { pdfium: { build: { found: [ bool ], text: [ of each page ] } }, pdfjs: [ text of each page ] }
//
// found says of each query whether PDFium's finder, which is that of Chromium and
// Edge, comes upon the text on that line. There are two builds: upstream passes over
// shows of text without ink, as Chromium does; fork reads them too.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { init } from '@embedpdf/pdfium';

// Node 20 lacks what pdf.js asks for.
Promise.withResolvers ??= function () {
  const p = {};
  p.promise = new Promise((resolve, reject) => Object.assign(p, { resolve, reject }));
  return p;
};
const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');

const input = JSON.parse(await new Response(process.stdin).text());
const bytes = fs.readFileSync(input.file);

// read has one build, an Emscripten module, read all pages and answer all queries.
function read(m) {
  const heap = () => Buffer.from(m.HEAPU8.buffer);
  const within = (size, use) => {
    const room = m._malloc(size);
    try { return use(room); } finally { m._free(room); }
  };
  const at = m._malloc(bytes.length);
  heap().set(bytes, at);
  const document = m._FPDF_LoadMemDocument(at, bytes.length, 0);
  const pages = [];
  for (let i = 0; i < m._FPDF_GetPageCount(document); i++) pages.push(m._FPDFText_LoadPage(m._FPDF_LoadPage(document, i)));
  const text = page => within(2 * m._FPDFText_CountChars(page) + 2, room => {
    const n = m._FPDFText_GetText(page, 0, m._FPDFText_CountChars(page), room);
    return heap().toString('utf16le', room, room + 2 * Math.max(0, n - 1));
  });
  const height = (page, index) => within(16, room => {
    m._FPDFText_GetCharOrigin(page, index, room, room + 8);
    return heap().readDoubleLE(room + 8);
  });
  const find = ({ page, y, text }) => {
    const what = Buffer.from(text + '\0', 'utf16le');
    return within(what.length, room => {
      heap().set(what, room);
      const search = m._FPDFText_FindStart(pages[page], room, 0, 0);
      let found = false;
      while (!found && m._FPDFText_FindNext(search)) {
        found = Math.abs(height(pages[page], m._FPDFText_GetSchResultIndex(search)) - y) < 4;
      }
      m._FPDFText_FindClose(search);
      return found;
    });
  };
  return { found: input.queries.map(find), text: pages.map(text) };
}

const upstream = (await PDFiumLibrary.init()).module;
const wasmBinary = fs.readFileSync(fileURLToPath(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm')));
const fork = await init({ wasmBinary });
fork.PDFiumExt_Init();
const e = fork.pdfium;
const forked = new Proxy(e, { get: (m, name) => m[name] ?? m.wasmExports[String(name).slice(1)] });

const out = { pdfium: { upstream: read(upstream), fork: read(forked) }, pdfjs: [] };
const other = await pdfjs.getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
for (let i = 1; i <= other.numPages; i++) {
  const { items } = await (await other.getPage(i)).getTextContent();
  out.pdfjs.push(items.map(it => it.str + (it.hasEOL ? '\n' : '')).join(''));
}
console.log(JSON.stringify(out));
process.exit(0);
