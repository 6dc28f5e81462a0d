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
		{post, "/documents", drafters, s.apiUpload, s.uploadLimit()},
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
		{get, "/documents/{document}/events", signedIn, s.apiHistory, 0},

		// The review.
		{get, "/my-work", signedIn, s.apiMyWork, 0},
		{get, "/documents/{document}/matters", signedIn, s.apiMattersOf, 0},
		{get, "/matters", signedIn, s.apiMatters, 0},
		{get, "/matters/{matter}", signedIn, s.apiMatter, 0},
		{get, "/matters/{matter}/moves", signedIn, s.apiMoves, 0},
		{post, "/matters/{matter}/moves", signedIn, s.apiMove, 0},
		{get, "/matters/{matter}/reckoning", signedIn, s.apiReckoning, 0},
		{get, "/matters/{matter}/opinions", signedIn, s.apiOpinions, 0},
		{get, "/matters/{matter}/materials", signedIn, s.apiMaterials, 0},
		{post, "/matters/{matter}/materials", signedIn, s.apiAddMaterials, s.uploadLimit()},
		{del, "/matters/{matter}/materials/{material}", signedIn, s.apiRemoveMaterial, 0},
		{get, "/matters/{matter}/materials/{material}/content", signedIn, s.apiMaterialContent, 0},
		{get, "/matters/{matter}/steps", signedIn, s.apiSteps, 0},
		{post, "/matters/{matter}/steps", signedIn, s.apiMarkStep, s.uploadLimit()},
		{del, "/matters/{matter}/steps/{step}", signedIn, s.apiTakeBackStep, 0},
		{get, "/matters/{matter}/steps/{step}/content", signedIn, s.apiStepContent, 0},
		{get, "/matters/{matter}/comments", signedIn, s.apiComments, 0},
		{post, "/matters/{matter}/comments", signedIn, s.apiAddComment, 0},
		{post, "/matters/{matter}/comments/send", signedIn, s.apiSendComments, 0},
		{post, "/matters/{matter}/comments/publish", signedIn, s.apiPublishComments, 0},
		{patch, "/comments/{comment}", signedIn, s.apiEditComment, 0},
		{del, "/comments/{comment}", signedIn, s.onComment(s.Review.DiscardComment), 0},
		{post, "/comments/{comment}/replies", signedIn, s.apiReply, 0},
		{post, "/comments/{comment}/answer", signedIn, s.apiAnswer, 0},
		{post, "/comments/{comment}/adopt", signedIn, s.apiAdopt, 0},
		{post, "/comments/{comment}/resolve", signedIn, s.onComment(s.Review.Resolve), 0},
		{post, "/comments/{comment}/reopen", signedIn, s.onComment(s.Review.Reopen), 0},

		{get, "/matters/{matter}/changes", signedIn, s.apiChanges, 0},
		{get, "/matters/{matter}/reading", signedIn, s.apiReading, 0},
		{post, "/matters/{matter}/reading", signedIn, s.apiMarkRead, 0},
		{get, "/matters/{matter}/last-look", signedIn, s.apiLastLook, 0},
		{get, "/matters/{matter}/news", signedIn, s.apiNews, 0},
		{get, "/matters/{matter}/unsent", signedIn, s.apiUnsent, 0},
		{put, "/matters/{matter}/unsent/{form}", signedIn, s.apiKeepUnsent, 0},
		{get, "/matters/{matter}/said-before", signedIn, s.apiSaidBefore, 0},
		{get, "/bases", signedIn, s.apiBases, 0},
		{get, "/phrases", signedIn, s.apiPhrases, 0},
		{post, "/phrases", signedIn, s.apiKeepPhrase, 0},
		{del, "/phrases/{phrase}", signedIn, s.apiRemovePhrase, 0},
		// Procedures and the calendar.
		{get, "/procedures", signedIn, s.apiProcedures, 0},
		{get, "/procedures/{procedure}/versions/{version}", signedIn, s.apiProcedure, 0},
		{post, "/procedures/{procedure}/versions", admins, s.apiSaveProcedure, 0},
		{get, "/calendar", signedIn, s.apiCalendar, 0},
		{post, "/calendar", admins, s.apiImportCalendar, 0},

		// Who reviews, who is invited, whom it concerns.
		{get, "/matters/{matter}/assignments", signedIn, s.apiAssignments, 0},
		{put, "/matters/{matter}/assignments", signedIn, s.apiAssign, 0},
		{get, "/matters/{matter}/loads", signedIn, s.apiLoads, 0},
		{get, "/matters/{matter}/guests", signedIn, s.apiGuests, 0},
		{post, "/matters/{matter}/guests", signedIn, s.apiInvite, 0},
		{del, "/matters/{matter}/guests/{guest}", signedIn, s.apiRevoke, 0},
		{put, "/matters/{matter}/follow", signedIn, s.apiFollow(true), 0},
		{del, "/matters/{matter}/follow", signedIn, s.apiFollow(false), 0},
		{get, "/followed", signedIn, s.apiFollowed, 0},
		{get, "/notices", signedIn, s.apiNotices, 0},
		{put, "/notices/read", signedIn, s.apiReadNotices, 0},
		{put, "/notices/{notice}/read", signedIn, s.apiReadNotice, 0},
		{get, "/notice-setting", signedIn, s.apiNoticeSetting, 0},
		{put, "/notice-setting", signedIn, s.apiSetNotices, 0},

		// Departments consulted.
		{get, "/matters/{matter}/rounds", signedIn, s.apiRounds, 0},
		{post, "/matters/{matter}/rounds", signedIn, s.apiConsult, 0},
		{get, "/rounds/{round}", signedIn, s.apiRound, 0},
		{get, "/rounds/{round}/matrix", signedIn, s.apiMatrix, 0},
		{get, "/rounds/{round}/export", signedIn, s.exportRound, 0},
		{put, "/rounds/{round}/reply", signedIn, s.apiAnswerRound, 0},
		{post, "/rounds/{round}/reminders", signedIn, s.apiRemind, 0},
		{put, "/rounds/{round}/replies/{reply}", signedIn, s.apiTreat, 0},
		{post, "/rounds/{round}/coordinations", signedIn, s.apiCoordinate, 0},
		{post, "/rounds/{round}/close", signedIn, s.apiCloseRound, 0},

		// Finding.
		{get, "/search", signedIn, s.apiSearch, 0},
		{post, "/search", signedIn, s.apiSearches, 0},
		{get, "/search/suggestions", signedIn, s.apiSuggest, 0},
		{get, "/search/misses", officers, s.apiMisses, 0},
		{get, "/searches", signedIn, s.apiSaved, 0},
		{post, "/searches", signedIn, s.apiSaveSearch, 0},
		{get, "/searches/gains", signedIn, s.apiGains, 0},
		{post, "/searches/{search}/told", signedIn, s.apiToldGains, 0},
		{del, "/searches/{search}", signedIn, s.apiForgetSearch, 0},
		{get, "/index", admins, s.apiIndex, 0},
		{post, "/index/comparison", admins, s.apiCompareIndex, 0},

		// Cleanup.
		{get, "/campaigns", signedIn, s.apiCampaigns, 0},
		{post, "/campaigns", signedIn, s.apiBeginCampaign, 0},
		{get, "/campaigns/{campaign}", signedIn, s.apiCampaign, 0},
		{get, "/campaigns/{campaign}/export", signedIn, s.exportCampaign, 0},
		{get, "/campaigns/{campaign}/items", signedIn, s.apiCampaignItems, 0},
		{post, "/campaigns/{campaign}/items", signedIn, s.apiAddToCampaign, 0},
		{del, "/campaigns/{campaign}/items/{document}", signedIn, s.apiRemoveFromCampaign, 0},
		{get, "/campaigns/{campaign}/items/{document}/evidence", signedIn, s.apiEvidence, 0},
		{put, "/campaigns/{campaign}/items/{document}/conclusion", signedIn, s.apiConclude, 0},

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
		{get, "/people/{person}/deputies", signedIn, s.apiDeputies, 0},
		{post, "/people/{person}/deputies", signedIn, s.apiNameDeputy, 0},
		{del, "/people/{person}/deputies/{deputy}", signedIn, s.apiEndDeputy, 0},
		{post, "/people/{person}/hand-over", signedIn, s.apiHandOver, 0},
		{get, "/events", auditors, s.apiEvents, 0},
		{get, "/events/export", auditors, s.exportAudit, 0},
	}
	for i := range list {
		list[i].path = apiRoot + list[i].path
	}
	return list
}
