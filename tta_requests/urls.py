"""Addresses of requests, the triage desk and offers."""

from django.urls import path, register_converter

from tta_requests.views import detail, drafts, lists, offers, steps, triage


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
    path("requests/<request_number:number>/submit/", steps.submit, name="submit"),
    path("requests/<request_number:number>/acknowledge/", steps.acknowledge, name="acknowledge"),
    path("requests/<request_number:number>/match/", steps.match, name="match"),
    path("requests/<request_number:number>/offer/", steps.offer, name="offer-to"),
    path("requests/<request_number:number>/confirm/", steps.confirm, name="confirm"),
    path("requests/<request_number:number>/recall/", steps.recall, name="recall"),
    path("requests/<request_number:number>/withdraw/", steps.withdraw, name="withdraw"),
    path("requests/<request_number:number>/messages/", detail.say, name="messages"),
    path("triage/", triage.desk, name="triage"),
    path("offers/", offers.index, name="offers"),
    path("offers/<uuid:pk>/", offers.detail, name="offer"),
    path("offers/<uuid:pk>/accept/", offers.accept, name="accept"),
    path("offers/<uuid:pk>/decline/", offers.decline, name="decline"),
]
