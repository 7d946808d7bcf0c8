"""Addresses of requests, the triage desk and offers."""

from django.urls import path, register_converter

from tta_requests.api import beside, requests
from tta_requests.api import federal as federal_api
from tta_requests.api import offers as offers_api
from tta_requests.api import steps as steps_api
from tta_requests.views import (
    attachments,
    colleagues,
    desk,
    detail,
    drafts,
    evaluations,
    federal,
    grading,
    handling,
    lists,
    offers,
    organisation,
    scope,
    steps,
    triage,
    work,
)


class Number:
    """A request's number in an address, such as PSP-2026-0042."""

    regex = r"PSP-\d{4}-\d{1,9}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(Number, "request_number")
app_name = "tta_requests"
urlpatterns = [
    path("requests/", lists.index, name="list"),
    path("requests/new/", drafts.new, name="new"),
    path("requests/new/autosave/", drafts.autosave_new, name="autosave-new"),
    path("requests/<request_number:number>/", detail.detail, name="detail"),
    path("requests/<request_number:number>/edit/", drafts.edit, name="edit"),
    path("requests/<request_number:number>/autosave/", drafts.autosave, name="autosave"),
    path("requests/<request_number:number>/put-to-site/", drafts.put_to_site, name="put-to-site"),
    *(
        path(f"requests/<request_number:number>/{step}/", view, name=step)
        for step, view in steps.STEPS.items()
    ),
    path("requests/<request_number:number>/offer/", steps.offer, name="offer-to"),
    path("requests/<request_number:number>/endorse/", grading.endorse, name="endorse"),
    path("requests/<request_number:number>/regrade/", grading.regrade, name="regrade"),
    path("requests/<request_number:number>/attachments/", attachments.attach, name="attach"),
    path(
        "requests/<request_number:number>/attachments/<uuid:pk>/",
        attachments.download,
        name="attachment",
    ),
    path(
        "requests/<request_number:number>/attachments/<uuid:pk>/remove/",
        attachments.remove,
        name="remove-attachment",
    ),
    path("requests/<request_number:number>/scope/", scope.current, name="scope"),
    path("requests/<request_number:number>/scope/write/", scope.write, name="write-scope"),
    path("requests/<request_number:number>/scope/sign/", scope.sign, name="sign-scope"),
    path("requests/<request_number:number>/commitments/new/", work.promise, name="promise"),
    path("commitments/<uuid:pk>/done/", work.keep, name="keep"),
    path("requests/<request_number:number>/hours/", work.hours, name="hours"),
    path("requests/<request_number:number>/related/", work.link, name="link"),
    path("requests/<request_number:number>/handling/", handling.handling, name="handling"),
    path("requests/<request_number:number>/give/", desk.give, name="give"),
    path("requests/<request_number:number>/flag/", desk.flag, name="flag"),
    path("requests/<request_number:number>/beside/", lists.beside, name="beside"),
    path("requests/<request_number:number>/federal/", federal.refer, name="refer"),
    path(
        "requests/<request_number:number>/federal/<str:agency>/",
        federal.answer,
        name="answer-referral",
    ),
    path("requests/<request_number:number>/resources/", federal.point, name="point"),
    path("requests/<request_number:number>/legal-hold/", handling.legal_hold, name="legal-hold"),
    path("requests/<request_number:number>/history/", detail.fields, name="history"),
    path("requests/<request_number:number>/messages/", detail.say, name="messages"),
    path("requests/<request_number:number>/comment/", colleagues.comment, name="comment"),
    path("requests/<request_number:number>/colleagues/", colleagues.bring_in, name="bring-in"),
    path(
        "requests/<request_number:number>/colleagues/<uuid:pk>/let-go/",
        colleagues.let_go,
        name="let-go",
    ),
    path("evaluations/", evaluations.summary, name="evaluations"),
    path("evaluations/<uuid:pk>/", evaluations.answer, name="evaluation"),
    path("participate/<str:token>/", evaluations.participate, name="participate"),
    path("participated/", evaluations.participated, name="participated"),
    path(
        "requests/<request_number:number>/participants/",
        evaluations.participants,
        name="participants",
    ),
    path(
        "requests/<request_number:number>/participants/link/",
        evaluations.link_participants,
        name="link-participants",
    ),
    path("triage/", triage.desk, name="triage"),
    path("triage/together/", desk.together, name="together"),
    path("triage/together/undo/", desk.undo, name="undo-together"),
    path("provider/", organisation.ours, name="provider"),
    path("provider/away/", organisation.away, name="away"),
    path("provider/absences/<int:pk>/remove/", organisation.back, name="back"),
    path("provider/capacity/", organisation.capacity, name="capacity"),
    path("offers/", offers.index, name="offers"),
    path("offers/<uuid:pk>/", offers.detail, name="offer"),
    path("offers/<uuid:pk>/accept/", offers.accept, name="accept-offer"),
    path("offers/<uuid:pk>/decline/", offers.decline, name="decline-offer"),
]

api_patterns = [
    path("requests/", requests.Requests.as_view(), name="requests"),
    path("requests/<request_number:number>/", requests.OneRequest.as_view(), name="request"),
    path("requests/<request_number:number>/steps/", steps_api.Steps.as_view(), name="steps"),
    path(
        "requests/<request_number:number>/steps/<slug:name>/", steps_api.Step.as_view(), name="step"
    ),
    path("requests/<request_number:number>/messages/", beside.Messages.as_view(), name="messages"),
    path("requests/<request_number:number>/timeline/", beside.Timeline.as_view(), name="timeline"),
    path("requests/<request_number:number>/clocks/", beside.Clocks.as_view(), name="clocks"),
    path("requests/<request_number:number>/ranking/", beside.Ranking.as_view(), name="ranking"),
    path(
        "requests/<request_number:number>/referrals/",
        federal_api.Referrals.as_view(),
        name="referrals",
    ),
    path(
        "requests/<request_number:number>/referrals/<str:agency>/answer/",
        federal_api.ReferralAnswers.as_view(),
        name="referral-answer",
    ),
    path(
        "requests/<request_number:number>/resources/",
        federal_api.Resources.as_view(),
        name="resources",
    ),
    path("offers/", offers_api.Offers.as_view(), name="offers"),
    path("offers/<uuid:pk>/", offers_api.OneOffer.as_view(), name="offer"),
    path("offers/<uuid:pk>/accept/", offers_api.AcceptOffer.as_view(), name="accept-offer"),
    path("offers/<uuid:pk>/decline/", offers_api.DeclineOffer.as_view(), name="decline-offer"),
]
