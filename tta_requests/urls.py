"""Addresses of requests, the triage desk, and offers."""

from django.urls import path, register_converter

from tta_requests.api import beside, requests
from tta_requests.api import offers as offers_api
from tta_requests.api import referrals as federal_api
from tta_requests.api import request_steps as steps_api
from tta_requests.views import (
    attachments,
    commitments,
    coordinators,
    drafts,
    evaluations,
    followers,
    guests,
    handling,
    offers,
    providers,
    referrals,
    request_detail,
    request_list,
    request_steps,
    scopes,
    triage,
    urgency,
)


class Number:
    """A request's number in an address, such as PSP-2026-0042."""

    regex = r"PSP-\d{4}-\d{1,9}"

    def to_python(self, value: str) -> str:
        """Return the request number unchanged."""
        return value

    def to_url(self, value: str) -> str:
        """Return the request number unchanged."""
        return value


register_converter(Number, "request_number")
app_name = "tta_requests"
urlpatterns = [
    path("requests/", request_list.index, name="list"),
    path("requests/new/", drafts.new, name="new"),
    path("requests/new/autosave/", drafts.autosave_new, name="autosave-new"),
    path("requests/<request_number:number>/", request_detail.detail, name="detail"),
    path("requests/<request_number:number>/edit/", drafts.edit, name="edit"),
    path("requests/<request_number:number>/autosave/", drafts.autosave, name="autosave"),
    path("requests/<request_number:number>/put-to-site/", drafts.put_to_site, name="send-to-site"),
    *(
        path(f"requests/<request_number:number>/{step}/", view, name=step)
        for step, view in request_steps.STEPS.items()
    ),
    path("requests/<request_number:number>/offer/", request_steps.offer, name="offer-to"),
    path("requests/<request_number:number>/endorse/", urgency.endorse, name="endorse"),
    path("requests/<request_number:number>/regrade/", urgency.change, name="urgency"),
    path("requests/<request_number:number>/follow/", followers.follow, name="follow"),
    path("requests/<request_number:number>/unfollow/", followers.unfollow, name="unfollow"),
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
    path("requests/<request_number:number>/scope/", scopes.current, name="scope"),
    path("requests/<request_number:number>/scope/write/", scopes.write, name="write-scope"),
    path("requests/<request_number:number>/scope/sign/", scopes.sign, name="sign-scope"),
    path(
        "requests/<request_number:number>/commitments/new/", commitments.add, name="add-commitment"
    ),
    path("commitments/<uuid:pk>/done/", commitments.complete, name="complete-commitment"),
    path("requests/<request_number:number>/hours/", commitments.hours, name="hours"),
    path("requests/<request_number:number>/related/", commitments.link, name="link"),
    path("requests/<request_number:number>/handling/", handling.change, name="handling"),
    path("requests/<request_number:number>/give/", coordinators.reassign, name="reassign"),
    path("requests/<request_number:number>/flag/", coordinators.flag, name="flag"),
    path("requests/<request_number:number>/beside/", request_list.beside, name="next-in-list"),
    path("requests/<request_number:number>/federal/", referrals.ask, name="refer"),
    path(
        "requests/<request_number:number>/federal/<str:agency>/",
        referrals.answer,
        name="answer-referral",
    ),
    path(
        "requests/<request_number:number>/resources/",
        referrals.share_resource,
        name="share-resource",
    ),
    path("requests/<request_number:number>/legal-hold/", handling.legal_hold, name="legal-hold"),
    path("requests/<request_number:number>/history/", request_detail.fields, name="history"),
    path(
        "requests/<request_number:number>/messages/", request_detail.post_message, name="messages"
    ),
    path("requests/<request_number:number>/comment/", guests.comment, name="comment"),
    path("requests/<request_number:number>/colleagues/", guests.invite, name="invite-guest"),
    path(
        "requests/<request_number:number>/colleagues/<uuid:pk>/let-go/",
        guests.remove,
        name="end-guest-access",
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
    path("triage/together/", coordinators.together, name="bulk"),
    path("triage/together/undo/", coordinators.undo, name="undo-bulk"),
    path("provider/", providers.ours, name="provider"),
    path("provider/away/", providers.add_absence, name="add-absence"),
    path("provider/absences/<int:pk>/remove/", providers.end_absence, name="end-absence"),
    path("provider/capacity/", providers.set_capacity, name="capacity"),
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
    path(
        "requests/<request_number:number>/followers/", beside.Followers.as_view(), name="followers"
    ),
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
