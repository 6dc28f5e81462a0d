package web

import (
	"net/http"
	"strings"

	"github.com/gorilla/mux"
)

// route is one address.
type route struct {
	method, path string
	guard        guard
	handle       handler
	// body is the largest request body in bytes; 0 is formLimit.
	body int64
}

// handler answers a request or says why it cannot; see problem.go.
type handler func(w http.ResponseWriter, r *http.Request) error

// routes lists every address there is, each with its guard. What a guard lets
// through is checked again, thing by thing, by storage and review.
func (s *server) routes() []route {
	const get, post = http.MethodGet, http.MethodPost
	return []route{
		// Running it.
		{get, "/healthz", nobody, s.healthz, 0},
		{get, "/readyz", nobody, s.readyz, 0},
		{get, "/metrics", operators, s.metrics, 0},
		{get, "/assets/{hash}/{path:.+}", nobody, s.asset, 0},
		{get, "/favicon.ico", nobody, s.favicon, 0},

		// Signing in.
		{get, "/", anyone, s.home, 0},
		{get, "/sign-in", anyone, s.signInPage, 0},
		{post, "/sign-in", anyone, s.signIn, 0},
		{post, "/sign-out", signedIn, s.signOut, 0},
		{post, "/switch", sampleData, s.switchPerson, 0},

		// The review.
		{get, "/work", signedIn, s.workPage, 0},
		{get, "/matters", signedIn, s.mattersPage, 0},

		// The repository.
		{get, "/documents", signedIn, s.documentsPage, 0},
		{get, "/documents/new", drafters, s.newDocumentPage, 0},
		{post, "/documents/new", drafters, s.receiveDocument, s.uploadLimit()},
		{get, "/documents/preview", drafters, s.previewDocument, 0},
		{post, "/documents", drafters, s.confirmDocument, 0},
		{get, "/documents/{document}", signedIn, s.documentPage, 0},
		{get, "/documents/{document}/drafts/new", signedIn, s.newDraftPage, 0},
		{post, "/documents/{document}/drafts/new", signedIn, s.receiveDraft, s.uploadLimit()},
		{get, "/documents/{document}/drafts/preview", signedIn, s.previewDraft, 0},
		{post, "/documents/{document}/drafts", signedIn, s.confirmDraft, 0},
		{get, "/documents/{document}/texts/{name}", signedIn, s.readerPage, 0},
		{get, "/documents/{document}/texts/{name}/file", signedIn, s.fileOfText, 0},
		// The lasting address: without signing in when the body says so.
		{get, "/d/{document}", anyone, s.publicPage, 0},
		{get, "/d/{document}/file", anyone, s.publicFile, 0},

		// The legality review.
		{get, "/matters/{matter}", signedIn, s.workspacePage, 0},
		{get, "/matters/{matter}/moves/{act}", signedIn, s.movePage, 0},
		{post, "/matters/{matter}/moves/{act}", signedIn, s.makeMove, s.uploadLimit()},
		{post, "/matters/{matter}/materials", signedIn, s.addMaterials, s.uploadLimit()},
		{post, "/matters/{matter}/materials/{material}/remove", signedIn, s.removeMaterial(), 0},
		{get, "/matters/{matter}/materials/{material}/file", signedIn, s.apiMaterialContent, 0},
		{get, "/matters/{matter}/procedure", signedIn, s.matterProcedurePage, 0},
		{post, "/matters/{matter}/steps/{step}", signedIn, s.markStep, s.uploadLimit()},
		{post, "/matters/{matter}/steps/{step}/take-back", signedIn, s.takeBackStep, 0},
		{get, "/matters/{matter}/steps/{step}/file", signedIn, s.apiStepContent, 0},
		{post, "/matters/{matter}/comments", signedIn, s.addComment(), 0},
		{post, "/matters/{matter}/comments/send", signedIn, s.sendComments(), 0},
		{post, "/matters/{matter}/comments/publish", signedIn, s.publishComments(), 0},
		{post, "/matters/{matter}/comments/{comment}/{act}", signedIn, s.onThread(), 0},
		{post, "/matters/{matter}/reading", signedIn, s.markRead(), 0},
		{post, "/matters/{matter}/phrases/{phrase}/remove", signedIn, s.removePhrase(), 0},
		{get, "/matters/{matter}/changes", signedIn, s.changesText, 0},
		{get, "/matters/{matter}/panel", signedIn, s.panelPage, 0},
		{get, "/matters/{matter}/points", signedIn, s.pointsPage, 0},
		{post, "/matters/{matter}/points/rest", signedIn, s.concludeRest(), 0},
		{post, "/matters/{matter}/points/{code}", signedIn, s.concludePoint(), 0},
		{get, "/matters/{matter}/opinions/{opinion}/file", signedIn, s.opinionFile, 0},
		{get, "/matters/{matter}/answers", signedIn, s.answersPage, 0},
		{post, "/matters/{matter}/answers/points/{code}", signedIn, s.answerPoint(), 0},
		{post, "/matters/{matter}/answers/{comment}", signedIn, s.answerComment(), 0},
		{post, "/matters/{matter}/answers/{comment}/check", signedIn, s.checkAnswer(), 0},
		{get, "/documents/{document}/redline", signedIn, s.redlinePage, 0},
		{get, "/matters/{matter}/staff", signedIn, s.staffPage, 0},
		{post, "/matters/{matter}/assign", signedIn, s.onStaff(s.assignForm), 0},
		{post, "/matters/{matter}/guests", signedIn, s.onStaff(s.inviteForm), 0},
		{post, "/matters/{matter}/guests/{guest}/revoke", signedIn, s.onStaff(s.revokeForm), 0},
		{post, "/matters/{matter}/follow", signedIn, s.followMatter, 0},
		{get, "/matters/{matter}/rounds", signedIn, s.roundsPage, 0},
		{post, "/matters/{matter}/rounds", signedIn, s.openRound, 0},
		{get, "/rounds/{round}", signedIn, s.roundPage, 0},
		{get, "/rounds/{round}/export", signedIn, s.exportRound, 0},
		{post, "/rounds/{round}/{act}", signedIn, s.onRoundPage, 0},
		{get, "/notices", signedIn, s.noticesPage, 0},
		{post, "/notices/read", signedIn, s.readNotices, 0},
		{post, "/notices/setting", signedIn, s.setNotices, 0},
		{get, "/notices/{notice}", signedIn, s.openNotice, 0},
		{get, "/documents/{document}/redline/file", signedIn, s.redlineFile, 0},

		// Search and cleanup.
		{get, "/search", signedIn, s.searchPage, 0},
		{post, "/search", signedIn, s.askSearch, listLimit},
		{get, "/search/paper", signedIn, s.paperPage, 0},
		{get, "/search/file", signedIn, s.searchFile, 0},
		{get, "/search/misses", officers, s.missesPage, 0},
		{get, "/searches", signedIn, s.savedPage, 0},
		{post, "/searches", signedIn, s.saveSearch, listLimit},
		{post, "/searches/{search}/forget", signedIn, s.forgetSearch, 0},
		{post, "/searches/{search}/told", signedIn, s.knowGains, 0},
		{get, "/index", admins, s.indexPage, 0},
		{post, "/index/comparison", admins, s.compareIndex, 0},
		{post, "/index/repair", admins, s.repairIndex, 0},
		{get, "/cleanup", cleaners, s.campaignsPage, 0},
		{post, "/cleanup", officers, s.beginCampaign, 0},
		{get, "/cleanup/new", officers, s.newCampaignPage, 0},
		{get, "/cleanup/{campaign}", cleaners, s.campaignPage, 0},
		{get, "/cleanup/{campaign}/export", cleaners, s.exportCampaign, 0},
		{post, "/cleanup/{campaign}/documents/{document}", officers, s.concludeItem, 0},
		{post, "/cleanup/{campaign}/documents/{document}/remove", officers, s.removeItem, 0},

		// Procedures and the calendar.
		{get, "/procedures", signedIn, s.proceduresPage, 0},
		{get, "/procedures/{procedure}/edit", admins, s.editProcedurePage, 0},
		{post, "/procedures/{procedure}", admins, s.saveProcedure, 0},
		{get, "/procedures/{procedure}/{version}", signedIn, s.procedurePage, 0},
		{get, "/calendar", signedIn, s.calendarPage, 0},
		{post, "/calendar/preview", admins, s.previewCalendar, 0},
		{post, "/calendar", admins, s.importCalendar, 0},

		// Bodies and people.
		{get, "/people", signedIn, s.peoplePage, 0},
		{get, "/me", signedIn, s.ownPage, 0},
		{get, "/people/new", admins, s.newPersonPage, 0},
		{post, "/people", admins, s.addPerson, 0},
		{get, "/people/{person}", signedIn, s.personPage, 0},
		{post, "/people/{person}/password", admins, s.managePerson(s.setPassword), 0},
		{post, "/people/{person}/disabled", admins, s.managePerson(s.setDisabled), 0},
		{post, "/people/{person}/roles", admins, s.managePerson(s.giveRole), 0},
		{post, "/people/{person}/roles/{holding}/end", admins, s.managePerson(s.endRole), 0},
		{post, "/people/{person}/deputies", signedIn, s.managePerson(s.nameDeputy), 0},
		{post, "/people/{person}/deputies/{deputy}/end", signedIn, s.managePerson(s.endDeputy), 0},
		{post, "/people/{person}/hand-over", signedIn, s.handOver, 0},
		{get, "/bodies/new", admins, s.newBodyPage, 0},
		{post, "/bodies", admins, s.saveBody, 0},
		{get, "/bodies/{body}", admins, s.bodyPage, 0},
		{post, "/bodies/{body}", admins, s.saveBody, 0},

		// The log.
		{get, "/audit", auditors, s.auditPage, 0},
		{get, "/audit/export", auditors, s.exportAudit, 0},
	}
}

// allowedMethods are the methods that the address of a request takes.
func allowedMethods(router *mux.Router, r *http.Request) []string {
	var allowed []string
	for _, m := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		other := *r
		other.Method = m
		var match mux.RouteMatch
		if router.Match(&other, &match) && match.MatchErr == nil {
			allowed = append(allowed, m)
		}
	}
	return allowed
}

func (s *server) router() http.Handler {
	router := mux.NewRouter()
	router.UseEncodedPath()
	for _, rt := range append(s.routes(), s.apiRoutes()...) {
		methods := []string{rt.method}
		if rt.method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		router.Handle(rt.path, s.serve(rt)).Methods(methods...)
	}
	none := route{path: "none", guard: anyone, handle: func(http.ResponseWriter, *http.Request) error { return errNoPage }}
	router.NotFoundHandler = s.serve(none)
	router.MethodNotAllowedHandler = s.serve(route{path: "none", guard: anyone, handle: func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Allow", strings.Join(allowedMethods(router, r), ", "))
		return errMethod
	}})
	return router
}
