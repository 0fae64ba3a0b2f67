package kit

import "masar/internal/access"

// Routes returns what every site has: its files, its health and what it measures.
func (s *Site) Routes() []Route {
	return []Route{
		On("GET", "/a/:hash/*", access.Public, s.asset),
		On("GET", "/healthz", access.Public, s.healthy),
		On("GET", "/readyz", access.Public, s.readiness),
		On("GET", "/metrics", access.Public, s.figures),
	}
}
