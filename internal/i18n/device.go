package i18n

import "strings"

// DeviceParts stands between a browser and its system as they are kept.
const DeviceParts = " · "

// Device names what was signed in with, kept as a browser and its system, either
// of which may be unknown.
func (t *T) Device(kept string) string {
	browser, system, _ := strings.Cut(kept, strings.TrimSpace(DeviceParts))
	browser, system = strings.TrimSpace(browser), strings.TrimSpace(system)
	if browser == "" {
		browser = t.ProfileDeviceUnknown()
	}
	if system == "" {
		return t.Isolate(browser)
	}
	return t.Isolate(browser) + DeviceParts + t.Isolate(system)
}
