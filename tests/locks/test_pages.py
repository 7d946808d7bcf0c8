"""Pages and calls that wait, at a lock or anywhere else, while their reader's powers end."""

import hashlib
import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import models
from django.db.models import F
from django.http import HttpResponse
from django.test import Client, RequestFactory

from foundation.accounts import sessions
from foundation.accounts.models import LastVisit
from foundation.api import actions as tokens
from foundation.api.enums import Scope
from foundation.api.models import AccessToken
from foundation.calendars import clock
from foundation.tenancy.context import acting, acting_atomic
from foundation.workflow import nonces
from foundation.workflow.errors import AccessChanged
from foundation.workflow.models import UsedNonce
from tests.locks.race import lock, put_back
from tests.locks.world import World
from tests.tta_requests.test_forms import GOOD
from tta_requests.actions.drafts import next_number
from tta_requests.models import Entry, TTARequest

pytestmark = pytest.mark.django_db(transaction=True)
NONCE = "n" * 22
KEY = "one-call-only"


@dataclass(frozen=True, slots=True)
class Page:
    """A request that waits.

    Attributes:
        loss: who sends it, and what they lose meanwhile.
        sends: the request.
        row: the row that is held; its ``problem`` gets the text nobody may read any more.
        hold: what is held instead of a row, given that text.
    """

    loss: str
    sends: Callable[[World, Client], HttpResponse]
    row: Callable[[World], models.Model] | None = lambda w: w.sent
    hold: Callable[[World, str], object] | None = None


def say(w: World, client: Client) -> HttpResponse:
    return client.post(f"/requests/{w.sent.number}/messages/", {"text": "Is anybody there?"})


def say_by_api(w: World, client: Client) -> HttpResponse:
    path = f"/api/v1/requests/{w.sent.number}/messages/"
    return client.post(path, {"text": "Is anybody there?"}, content_type="application/json")


def revise(w: World, client: Client) -> HttpResponse:
    """From a version that is the last one no more after the wait: the page would show both texts."""
    sent = {**GOOD, "version": w.draft.version}
    return client.post(f"/requests/{w.draft.number}/edit/", sent)


def acknowledge(w: World, client: Client) -> HttpResponse:
    path = f"/requests/{w.sent.number}/acknowledge/"
    return client.post(path, {"version": w.sent.version})


def accept(w: World, client: Client) -> HttpResponse:
    path = f"/offers/{w.offer.pk}/accept/"
    return client.post(path, {"lead_name": "Lead", "no_conflict": "on"})


def create(w: World, client: Client) -> HttpResponse:
    typed = {"site": w.site.slug, "title": "A weekly review"}
    return client.post("/api/v1/requests/", typed, content_type="application/json")


def number(_w: World, _canary: str) -> None:
    """Somebody else makes a request at the same moment."""
    next_number()


MESSAGE = {"text": "Once", "nonce": NONCE}


def say_once(w: World, client: Client) -> HttpResponse:
    return client.post(f"/requests/{w.sent.number}/messages/", MESSAGE)


def said_before(w: World, canary: str) -> None:
    """Another copy of the form was sent first, and is answered while the second one waits."""
    path = f"/requests/{w.sent.number}/messages/"
    form = RequestFactory().post(path, MESSAGE)
    UsedNonce.objects.create(
        nonce=NONCE,
        user_id=w.dana.pk,
        path=path,
        digest=nonces._digest(form),
        location=f"/{canary}/",
        created_at=clock.now(),
    )


def call_once(w: World, client: Client) -> HttpResponse:
    path, body = f"/api/v1/requests/{w.sent.number}/messages/", json.dumps({"text": "Once"})
    return client.post(
        path, body, content_type="application/json", headers={"Idempotency-Key": KEY}
    )


def called_before(w: World, canary: str) -> None:
    path = f"/api/v1/requests/{w.sent.number}/messages/"
    spoken = f"POST {path}\n".encode() + json.dumps({"text": "Once"}).encode()
    with acting(f"user:{w.dana.pk}"):
        kept, _ = tokens.claim(
            user_id=w.dana.pk, key=KEY, digest=hashlib.sha256(spoken).hexdigest()
        )
        tokens.keep(kept, {"status": 201, "data": {"text": canary}, "headers": {}})


PAGES = [
    Page("seat of dana", say),
    Page("account of dana", say),
    Page("seat of dana", say_by_api),
    Page("seat of dana", revise, row=lambda w: w.draft),
    Page("seat of lee", say),
    Page("role of cora", acknowledge),
    Page("role of cora", say),
    Page("shares of pat", accept, row=lambda w: w.offered),
    Page("organization of pat", accept, row=lambda w: w.offered),
    Page("seat of dana", create, row=None, hold=number),
    Page("seat of dana", say_once, row=None, hold=said_before),
    Page("seat of dana", call_once, row=None, hold=called_before),
]


def signed_in(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    client.get("/account/")  # writes down that they are here
    return client


def counted() -> dict[str, int]:
    with acting_atomic("system:outbox"):
        return {model.__name__: model.objects.count() for model in (Entry, TTARequest)}


def test_a_page_that_waited_while_its_readers_powers_ended_shows_and_saves_nothing(world, second):
    wrong = []
    for place, page in enumerate(PAGES):
        loss = world.losses(page.loss)
        client, before = signed_in(loss.who), counted()
        row = page.row(world) if page.row else None

        def hold(row=row, page=page) -> None:
            if row is not None:
                lock(row)
            elif page.hold:
                page.hold(world, CANARY)

        def end(canary: str, row=row, loss=loss) -> None:
            loss.happen()
            if row is not None:
                changed = {"problem": canary, "version": F("version") + 1}
                type(row)._default_manager.filter(pk=row.pk).update(**changed)

        with ExitStack() as stack:
            for lost in loss.rows:
                stack.enter_context(put_back(lost, *loss.change, holder=loss.holder))
            outcome = second.race(
                hold=hold, end=end, act=lambda page=page, client=client: page.sends(world, client)
            )
        answer = outcome.answer
        shown = f"{answer.status_code} {answer.content.decode()} {answer.headers}"
        told = AccessChanged.message in answer.content.decode()
        if (
            not outcome.waited
            or outcome.read
            or CANARY in shown
            or not (answer.status_code == 404 or (answer.status_code == 403 and told))
            or counted() != before
        ):
            wrong.append(f"{place} {page.loss}: {outcome.waited} {outcome.read} {shown[:600]}")
    assert not wrong, "\n".join(wrong)


CANARY = "canary-of-the-first-answer"


def test_a_page_whose_reader_lost_their_role_before_it_began_is_not_shown(world, second):
    """Noting a visit waits too, before anything is read: the reader is asked for again after it."""
    client = Client(raise_request_exception=False)
    client.force_login(world.adam)
    session = client.session
    session[sessions.USED_AT] = 0  # it is noted once a minute
    session.save()
    LastVisit.objects.create(person=world.adam, at=clock.now())
    visit, loss = LastVisit.objects.get(person=world.adam), world.losses("role of adam")

    def end(canary: str) -> None:
        loss.happen()
        type(world.mona).objects.filter(pk=world.mona.pk).update(name=canary)

    outcome = second.race(
        hold=lambda: lock(visit), end=end, act=lambda: client.get("/admin/accounts/user/")
    )
    assert (outcome.waited, outcome.read) == (True, [])
    assert outcome.answer.status_code in {302, 403}


def test_a_token_revoked_while_its_use_was_noted_opens_nothing(world, second):
    _, text = tokens.make_token(
        name="A", scope=Scope.READ, days=3, with_factor=False, by=world.dana
    )
    token = AccessToken.objects.get(user=world.dana)
    outcome = second.race(
        hold=lambda: lock(token),
        end=lambda _canary: token.delete(),
        act=lambda: Client().get("/api/v1/me/", headers={"Authorization": f"Bearer {text}"}),
    )
    assert (outcome.waited, outcome.answer.status_code) == (True, 401)
