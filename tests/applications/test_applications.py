"""Drafts behind their links: who reads them, what is saved, and what is submitted."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from applications.actions import applications, links, rounds
from applications.actions.steps import notify_applicant
from applications.enums import Status
from applications.errors import (
    FormNotOffered,
    Incomplete,
    LinkClosed,
    NotADraft,
    RoundClosed,
    TooManyLinks,
)
from applications.models import Application, DraftLink, EligibilityAnswer
from applications.policies import missing
from foundation.agenda.reading import entries_of
from foundation.agenda.registry import Span
from foundation.calendars import clock
from foundation.tenancy.context import acting, acting_atomic
from foundation.workflow.errors import Refused, StaleEdit
from sites.models import PublicForm
from tests.applications.conftest import CLOSES, EMAIL, NOW, fill, mailed_token, now, started
from tests.cast import drain_outbox
from tests.together import Meet, at_once

pytestmark = pytest.mark.django_db


def test_a_link_is_mailed_and_opens_the_draft_and_its_secret_is_stored_nowhere(token):
    assert mail.outbox[-1].to == [EMAIL]
    assert now(token).status == Status.DRAFT
    with acting_atomic("system:demo"):
        link = DraftLink.objects.get()
    with acting_atomic("public"), pytest.raises(LinkClosed):
        links.read(link.pk.hex)


def test_an_address_has_one_draft_in_a_round_whatever_its_letters(token):
    for is_another in (False, True):  # the second one asks the database, as two devices at once do
        again = started(EMAIL.upper(), is_another=is_another)
        assert now(again).pk == now(token).pk


def test_links_are_limited_by_address(round_2027):
    for _ in range(5):
        started()
    with acting_atomic("public"), pytest.raises(TooManyLinks):
        links.start(f" {EMAIL}", network="203.0.113.0/24")


def test_without_a_number_or_a_round_only_who_applied_gets_a_link(token):
    def ask() -> list[str]:
        mail.outbox.clear()
        for each in (EMAIL, "stranger@example.gov"):
            with acting_atomic("public"):
                links.start(each, network="203.0.113.0/24")
        drain_outbox()
        return [to for letter in mail.outbox for to in letter.to]

    with clock.frozen(CLOSES):
        assert ask() == [EMAIL]
    with acting_atomic("system:reference"):
        PublicForm.objects.filter(slug="application").update(omb_number="")
    assert ask() == [EMAIL]
    with acting_atomic("public"), pytest.raises(FormNotOffered):
        applications.save(token, values={"problem": "Now"}, version=now(token).version)


def test_every_application_of_an_address_is_reached_and_another_starts_by_choice(
    submitted, acting_as, mona_manager
):
    with acting_as(mona_manager) as by:
        rounds.plan(
            cohort_year=2028,
            opens_at=CLOSES,
            closes_at=CLOSES + timedelta(days=90),
            time_zone="America/New_York",
            by=by,
        )
    with clock.frozen(CLOSES):
        assert now(started()).status == Status.SUBMITTED
    with acting_atomic("public"):
        applications.withdraw(submitted, reason="", version=now(submitted).version)
    drain_outbox()
    assert now(started()).status == Status.WITHDRAWN
    mail.outbox.clear()
    with clock.frozen(NOW + timedelta(hours=1)):
        assert now(started(is_another=True)).is_draft
    assert len(mail.outbox) == 2


def test_a_link_expires_and_a_new_one_ends_those_before_it(token):
    with acting_atomic("public"):
        links.renew(token, network="203.0.113.0/24")
    drain_outbox()
    with pytest.raises(LinkClosed):
        now(token)
    newer = mailed_token()
    assert now(newer).is_draft
    with clock.frozen(NOW + timedelta(days=14)), pytest.raises(LinkClosed):
        now(newer)
    with acting_atomic("public"):
        links.revoke(newer)
    with pytest.raises(LinkClosed):
        now(newer)


def test_the_database_shows_a_link_its_own_application_only(token, mona_manager):
    other = started("sheriff@lake.example.gov")
    fill(other)
    mine, theirs = now(token), now(other)
    link = links.LINKS.read(token)
    with acting_atomic(f"system:applicant:{link}"):
        assert [each.pk for each in Application.objects.all()] == [mine.pk]
        assert not EligibilityAnswer.objects.exists()
        assert Application.objects.filter(pk=theirs.pk).update(change="Mine now") == 0
    for who in ("public", f"user:{mona_manager.pk}"):
        with acting_atomic(who):
            assert not Application.objects.exists()  # a draft is its agency's alone
            assert not EligibilityAnswer.objects.exists()
    with (
        pytest.raises(DatabaseError),
        acting_atomic("public"),
        transaction.atomic(),
    ):
        Application.objects.create(round=mine.round, contact_email=EMAIL, started_at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_once_lose_no_word(token):
    before = now(token).version

    def write(device: str) -> Callable[[Meet], object]:
        def act(meet: Meet) -> None:
            meet()
            with clock.frozen(NOW), acting_atomic("public"):
                applications.save(token, values={"problem": device}, version=before)

        return act

    answers = at_once(write("desk"), write("phone"))
    # One saved; the other has its own words in hand, and is shown what is there now.
    [saved] = [device for device, it in zip(("desk", "phone"), answers, strict=True) if it is None]
    [refused] = [answer for answer in answers if answer is not None]
    assert isinstance(refused, StaleEdit)
    assert now(token).problem == refused.current.problem == saved


def test_an_agency_is_reminded_of_its_draft_before_the_deadline_it_has_now(
    token, round_2027, acting_as, mona_manager
):
    later = CLOSES + timedelta(days=10)
    mail.outbox.clear()
    with acting_as(mona_manager) as by:
        rounds.extend(round_2027, to=later, reason="Snow", version=1, by=by)
    drain_outbox()
    for at, count in (
        (CLOSES - timedelta(days=6), 0),  # the deadline it had
        (later - timedelta(days=7), 1),
        (later - timedelta(days=1), 2),
    ):
        with clock.frozen(at):
            drain_outbox()
            assert len(mail.outbox) == count
    with clock.frozen(later - timedelta(days=1)):
        assert (
            mail.outbox[1].subject
            == "2027 cohort: finish your application by Mon Feb 8, 11:59 pm ET"
        )
        assert now(mailed_token()).is_draft
    with acting_as(mona_manager) as by:
        span = Span.of(date(2027, 1, 1), date(2027, 2, 28), "America/New_York")
        found = entries_of(by, span, "America/New_York")
        assert [e.row.at for e in found if e.kind.slug == "application-deadline"] == [later]


def test_an_application_is_submitted_once_and_complete(token):
    with acting_atomic("public"), pytest.raises(Incomplete):
        applications.submit(token, version=1)
    with acting_atomic("public"), acting(f"system:applicant:{links.LINKS.read(token)}"):
        assert len(missing(links.read(token))) == 5 + 4 + 1 + 2
    fill(token)
    version = now(token).version
    with acting_atomic("public"):
        applications.submit(token, version=version)
    drain_outbox()
    assert "We received your application" in mail.outbox[-1].subject
    assert not now(token).is_likely_junk
    with acting_atomic("public"), pytest.raises(NotADraft):
        applications.save(token, values={"problem": "Later"}, version=version + 1)


def test_an_unmet_requirement_keeps_a_draft_a_draft(token):
    fill(token)
    with acting_atomic("public"):
        done = applications.answer(token, answers={"data": False}, version=now(token).version)
    with acting_atomic("public"), pytest.raises(Incomplete):
        applications.submit(token, version=done.version)


def test_a_real_confirmation_overtakes_those_of_junk(token):
    with acting_atomic("system:demo"):
        for number in range(3):
            junk = Application.objects.create(
                round=now(token).round,
                status=Status.SUBMITTED,
                contact_email=f"junk{number}@x.example",
                is_likely_junk=True,
                started_at=NOW,
                submitted_at=NOW,
            )
            notify_applicant(junk)
    fill(token)
    with acting_atomic("public"):
        applications.submit(token, version=now(token).version)
    mail.outbox.clear()
    drain_outbox()
    assert [each.to[0] for each in mail.outbox].index(EMAIL) == 0
    assert len(mail.outbox) == 4


@pytest.mark.parametrize(
    "changed",
    [
        {"ori": "12CHEAP"},
        {"problem": "Buy", "change": "now"},
        {"problem": "https://x.example " * 9},
    ],
)
def test_what_looks_like_junk_is_marked(token, changed):
    fill(token, **changed)
    with acting_atomic("public"):
        applications.submit(token, version=now(token).version)
    assert now(token).is_likely_junk


def test_the_deadline_is_held_and_an_extension_opens_it_again(
    token, round_2027, acting_as, mona_manager
):
    fill(token)
    with clock.frozen(CLOSES):
        link = started_late(token)
        with acting_atomic("public"), pytest.raises(RoundClosed):
            applications.submit(link, version=now(link).version)
        with acting_as(mona_manager) as by:
            rounds.extend(
                round_2027,
                to=CLOSES + timedelta(days=7),
                reason="A winter storm closed many offices.",
                version=1,
                by=by,
            )
        with acting_atomic("public"):
            assert applications.submit(link, version=now(link).version).submitted_at == CLOSES


def started_late(token: str) -> str:
    """Return a link that is still good at the deadline."""
    with acting_atomic("system:demo"):
        link = DraftLink.objects.get()
        DraftLink.objects.filter(pk=link.pk).update(expires_at=CLOSES + timedelta(days=1))
    return token


def test_a_withdrawn_application_is_over(submitted):
    version = now(submitted).version
    with acting_atomic("public"), pytest.raises(StaleEdit):
        applications.withdraw(submitted, reason="", version=version - 1)
    with acting_atomic("public"):
        applications.withdraw(submitted, reason="A new chief", version=version)
    drain_outbox()
    assert "withdrawn" in mail.outbox[-1].subject
    with acting_atomic("public"), pytest.raises(Refused):
        applications.withdraw(submitted, reason="", version=version + 1)
