package web

import "net/http"

// apiRoutes lists every address of the API. openapi/ describes each of them,
// which a test holds.
func (s *server) apiRoutes() []route {
	const get, post, put, patch, del = http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete
	list := []route{
		{get, "/openapi.json", anyone, s.openAPI, 0},

		{post, "/sessions", anyone, s.apiSignIn, 0},
		{del, "/sessions", signedIn, s.apiSignOut, 0},
		{get, "/me", signedIn, s.apiMe, 0},

		// The repository. What is public may be read without a session.
		{get, "/documents", signedIn, s.apiDocuments, 0},
		{post, "/documents", signedIn, s.apiUpload, s.uploadLimit()},
		{get, "/documents/{document}", anyone, s.apiDocument, 0},
		{get, "/documents/{document}/versions", anyone, s.apiVersions, 0},
		{get, "/documents/{document}/versions/{version}", anyone, s.apiVersion, 0},
		{get, "/documents/{document}/versions/{version}/content", anyone, s.apiContent, 0},
		{get, "/documents/{document}/drafts", signedIn, s.apiDrafts, 0},
		{post, "/documents/{document}/drafts", signedIn, s.apiAddDraft, s.uploadLimit()},
		{post, "/documents/{document}/amendments", signedIn, s.apiAmend, s.uploadLimit()},
		{get, "/documents/{document}/drafts/{draft}", signedIn, s.apiDraft, 0},
		{get, "/documents/{document}/drafts/{draft}/content", signedIn, s.apiContent, 0},
		{get, "/documents/{document}/drafts/{draft}/files/{file}", signedIn, s.apiFurther, 0},
		{get, "/documents/{document}/texts/{name}", anyone, s.apiText, 0},
		{get, "/documents/{document}/redline", anyone, s.apiRedline, 0},

		// Bodies, people, the log.
		{get, "/bodies", signedIn, s.apiBodies, 0},
		{post, "/bodies", admins, s.apiAddBody, 0},
		{get, "/bodies/{body}", signedIn, s.apiBody, 0},
		{patch, "/bodies/{body}", admins, s.apiChangeBody, 0},
		{get, "/people", signedIn, s.apiPeople, 0},
		{post, "/people", admins, s.apiAddPerson, 0},
		{get, "/people/{person}", signedIn, s.apiPerson, 0},
		{patch, "/people/{person}", admins, s.apiChangePerson, 0},
		{put, "/people/{person}/password", admins, s.apiSetPassword, 0},
		{post, "/people/{person}/roles", admins, s.apiGiveRole, 0},
		{patch, "/people/{person}/roles/{holding}", admins, s.apiEndRole, 0},
		{get, "/events", auditors, s.apiEvents, 0},
		{get, "/events/export", auditors, s.exportAudit, 0},
	}
	for i := range list {
		list[i].path = apiRoot + list[i].path
	}
	return list
}
