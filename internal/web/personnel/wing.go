// Package personnel is where agencies, people, their roles and what they are assigned
// are kept.
package personnel

import (
	"masar/internal/web/kit"
)

// A wing is this part of the site, on what every part has.
type wing struct{ *kit.Site }

// Routes returns the pages and forms of this part.
func Routes(site *kit.Site) []kit.Route {
	s := wing{site}
	return []kit.Route{
		kit.On("POST", "/certificates/:id/correction", "certificate:correct", s.correctCertificate),
		kit.On("POST", "/certificates/:id/revocation", "certificate:revoke", s.revokeCertificate),
		kit.On("GET", "/hr/people", "person:read", s.Resumed(s.peopleList)),
		kit.On("POST", "/hr/people", "person:read", s.choose(kit.PostSearch(s.peopleList))),
		kit.On("GET", "/hr/people/new", "person:edit", s.newPerson),
		kit.On("POST", "/hr/people/new", "person:edit", s.addPerson),
		kit.On("GET", "/hr/people/:id", "person:read", s.personPage),
		kit.On("POST", "/hr/people/:id", "person:edit", s.savePerson),
		kit.On("POST", "/hr/people/:id/seat/removal", "course:assign", s.leaveSeat),
		kit.On("POST", "/hr/people/:id/password", "person:edit", s.handPassword),
		kit.On("POST", "/hr/people/:id/employment", "person:edit", s.setEmployment),
		kit.On("GET", "/hr/passwords", "person:edit", s.handoutForm),
		kit.On("POST page", "/hr/passwords", "person:edit", s.handOut),
		kit.On("GET", "/hr/assign", "course:assign", s.assignmentForm),
		kit.On("POST page", "/hr/assign", "course:assign", s.assign),
		kit.On("GET", "/hr/import", "person:import", s.importForm),
		kit.On("POST upload", "/hr/import", "person:import", s.startImport),
		kit.On("GET", "/hr/import/template.csv", "person:import", s.importTemplate),
		kit.On("GET", "/hr/import/:id", "person:import", s.importCheck),
		kit.On("POST", "/hr/import/:id", "person:import", s.confirmImport),
		kit.On("GET export", "/hr/import/:id/problems.csv", "person:import", s.importProblems),
		kit.On("GET", "/admin", "agency:edit", s.agencies),
		kit.On("GET", "/admin/agencies/new", "agency:edit", s.newAgency),
		kit.On("POST", "/admin/agencies", "agency:edit", s.addAgency),
		kit.On("GET", "/admin/agencies/:id", "agency:edit", s.agency),
		kit.On("POST", "/admin/agencies/:id", "agency:edit", s.saveAgency),
		kit.On("GET", "/admin/people", "role:grant", s.Resumed(s.adminPeople)),
		kit.On("POST", "/admin/people", "role:grant", kit.PostSearch(s.adminPeople)),
		kit.On("GET", "/admin/people/new", "role:grant", s.adminNewPerson),
		kit.On("POST", "/admin/people/new", "role:grant", s.adminAddPerson),
		kit.On("GET", "/admin/people/:id", "role:grant", s.adminPerson),
		kit.On("POST", "/admin/people/:id/roles", "role:grant", s.grantRole),
		kit.On("POST", "/admin/people/:id/roles/withdrawal", "role:grant", s.withdrawRole),
		kit.On("POST", "/admin/people/:id/departure", "role:grant", s.adminDeparture),
		kit.On("POST", "/admin/people/:id/return", "role:grant", s.adminReturn),
		kit.On("POST", "/admin/people/:id/password", "role:grant", s.adminPassword),
	}
}
