import { digits } from './digits.js';

// clock writes when something was, as the server does: on a clock of 24 hours in
// the site's zone, with the day if it is not that of now there, and the year if
// that is another. hour words the time of day, with {at} in its place.
export function clock(at, zone, kind, hour = '{at}', now = Date.now()) {
  const arabic = document.documentElement.lang === 'ar';
  const then = parts(at, zone, arabic), today = parts(now, zone, arabic);
  let text = hour.replace('{at}', `${then.hour}:${then.minute}`);
  const same = name => then[name] === today[name];
  if (!same('year')) text = `${then.day} ${then.month} ${then.year}${arabic ? '،' : ','} ${text}`;
  else if (!same('month') || !same('day')) text = `${then.day} ${then.month}${arabic ? '،' : ','} ${text}`;
  return digits(text, kind);
}

function parts(at, zone, arabic) {
  const asked = { year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone || undefined };
  const lang = arabic ? 'ar-OM-u-nu-latn-ca-gregory' : 'en-GB';
  return Object.fromEntries(new Intl.DateTimeFormat(lang, asked).formatToParts(at).map(({ type, value }) => [type, value]));
}
