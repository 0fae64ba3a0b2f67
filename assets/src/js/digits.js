// digits writes the digits of text as Arabic-Indic ones when kind is "arab".
export function digits(text, kind) {
  return kind === 'arab' ? String(text).replace(/\d/g, d => '٠١٢٣٤٥٦٧٨٩'[d]) : String(text);
}
