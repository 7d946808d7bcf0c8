"""The Apply page, and the links to an application: get one, renew it, end it."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from applications import querysets
from applications.actions import links
from applications.forms.applications import StartForm, SubmitForm
from applications.presenters.applications import deadline_of
from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest
from foundation.audit.origin import client_ip, network_of
from foundation.ui.asking import ask, sent
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit

SENT = "Check your inbox. If the address is right, the link is on its way."


@public
@never_cache
def apply(request: PortalRequest) -> HttpResponse:
    """Say what the program is looking for, until when, and whether the form is offered."""
    found, ahead = querysets.open_round(), querysets.next_round()
    context = {
        "round": found,
        "deadline": deadline_of(found) if found else "",
        "ahead": ahead,
        "requirements": querysets.requirements(),
        "notice": querysets.notice_of_form(),
    }
    return page(request, "applications/apply.html", context)


@public
@never_cache
@single_submit
def start(request: PortalRequest) -> HttpResponse:
    """Mail a link to a new application, or to the one that the address has, also after the deadline."""
    found, notice = querysets.open_round(), querysets.notice_of_form()
    form = StartForm(request.POST or None)
    return ask(
        request,
        "applications/start.html",
        form,
        act=lambda values, _version: links.start(
            values["email"],
            network=network_of(client_ip(request)),
            is_another=values["another"],
            is_trap_filled=bool(values["website"]),
        ),
        done=SENT,
        back=reverse("applications:apply"),
        context={
            "notice": notice,
            "deadline": deadline_of(found) if found else "",
            "is_offered": bool(found and notice),
        },
    )


@public
@never_cache
@single_submit
def link(request: PortalRequest, token: str) -> HttpResponse:
    """Mail a new link and end the others, or end them all."""
    found = links.read(token)
    form = SubmitForm(sent(request))
    ends = "end" in request.POST
    return ask(
        request,
        "applications/link.html",
        form,
        act=lambda _values, _version: (
            links.revoke(token)
            if ends
            else links.renew(token, network=network_of(client_ip(request)))
        ),
        done="Links turned off. You can get a new one on this page."
        if ends
        else "New link sent. The earlier ones no longer work.",
        back=reverse("applications:apply"),
        context={"application": found, "token": token},
    )
