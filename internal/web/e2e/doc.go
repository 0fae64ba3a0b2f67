// Package e2e tests the site as people meet it: through Chromium, on the
// shipped courses, with the demonstration people. It has nothing but tests, and
// skips them where there is no Chromium.
//
// Every page that is looked at must answer as expected, say nothing on the
// console (which is where a breach of the content policy is reported), fit its
// window at 1366 and at 360 pixels, hold to what uitest checks, and have no
// violation of WCAG 2.2 A and AA that axe can find.
//
// axe-core takes joined Arabic letters for the ligatures of an icon font and
// leaves their contrast alone; it is patched not to (see axe), and a test makes
// sure that it finds pale Arabic.
package e2e
