"""Reviewers of an application: who is named, who reads whose scores, and what the manager compares."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.urls import reverse

from applications.actions import reviewers, reviews, rounds, scorecards
from applications.errors import (
    AlreadyReviews,
    AlreadyScored,
    DueInThePast,
    HeldASeat,
    ManagersOnly,
    NamesThemselves,
    NotAPerson,
    NotUnderReview,
    OffTheScale,
    ReviewersOnly,
)
from applications.models import Application, ApplicationStep, Criterion, Reviewer, Score, Scorecard
from foundation.accounts.actors import Actor
from foundation.agenda.feeds import feed_of
from foundation.agenda.reading import Entry, entries_of
from foundation.agenda.registry import Span
from foundation.calendars import clock
from foundation.needs.reading import rows_of
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import NotFound
from tests.applications.conftest import CLOSES, NOW, TEXTS
from tests.cast import drain_outbox
from tests.factories.accounts import UserFactory
from tests.factories.sites import MembershipFactory

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 15)
POINTS = {"need": 4, "fit": 3}


@pytest.fixture
def reviewed(submitted) -> Application:
    """An application under review, and two criteria."""
    with acting_atomic("system:demo"):
        Application.objects.update(status="under-review")
        for order, (slug, highest) in enumerate((("need", 5), ("fit", 3))):
            Criterion.objects.create(
                slug=slug,
                name=slug.title(),
                description=f"The {slug}",
                highest=highest,
                lowest_means="None",
                highest_means="All",
                order=order,
                source="a test",
            )
        return Application.objects.select_related("round").get()


def _due(by: Actor) -> list[Entry]:
    """Return what is on a person's calendar on the day the scores are due."""
    return entries_of(by, Span.of(DUE, DUE, by.time_zone), by.time_zone)


def _on_the_calendar(by: Actor) -> list[tuple[str, str, str, str]]:
    return [(each.name, each.what, each.row.state, each.href) for each in _due(by)]


def test_scores_are_read_by_those_who_submitted_theirs_and_compared_by_the_manager(
    reviewed, client_of, acting_as, mona_manager, cora_coordinator, ana_analyst
):
    manager, cora, ana = map(client_of, (mona_manager, cora_coordinator, ana_analyst))
    detail = reverse("applications:detail", args=[reviewed.pk])
    score = reverse("applications:score", args=[reviewed.pk])
    add = reverse("applications:add-reviewer", args=[reviewed.pk])
    assert b"No reviewers." in manager.get(detail).content
    assert cora.get(score).status_code == 404
    for person in (cora_coordinator, ana_analyst):
        said = {"email": person.email.upper(), "due_on": str(DUE)}
        assert manager.post(add, said).status_code == 303
    mail.outbox.clear()
    drain_outbox()
    letter = next(each for each in mail.outbox if each.to == [cora_coordinator.email])
    assert "2027 cohort: score an application by Tue Dec 15" in letter.subject
    assert reviewed.agency_name not in letter.subject + letter.body
    with acting_as(cora_coordinator) as by:
        [need] = rows_of(by, NOW)
        assert (need.cause, need.due_at.date()) == ("score-application", DUE)
        assert _on_the_calendar(by) == [("2027 cohort", "Scores due", "open", score)]
        feed = feed_of(_due(by), NOW).decode()
        assert "DTSTART;VALUE=DATE:20261215" in feed
        assert reviewed.agency_name not in feed

    page = cora.get(score).content
    assert TEXTS["problem"].encode() in page
    refused = cora.post(score, {"need": "5", "note": "Strong figures"})
    assert refused.status_code == 422
    assert b"Strong figures" in refused.content
    assert cora.post(score, {"need": "5", "fit": "3", "note": "Strong figures"}).status_code == 303
    with acting_as(cora_coordinator) as by:
        assert not rows_of(by, NOW)
        assert _on_the_calendar(by) == [("2027 cohort", "Scores due", "done", score)]
        assert Scorecard.objects.visible_to(by).get().note == "Strong figures"
        with pytest.raises(ReviewersOnly):  # the second of two devices
            scorecards.submit(reviewed, points=POINTS, by=by)
        with pytest.raises(DatabaseError), transaction.atomic():
            ApplicationStep.objects.create(
                application=reviewed,
                step="select",
                target="selected",
                made_by=mona_manager,
                made_at=NOW,
            )
    assert cora.post(score, {"need": "1", "fit": "1"}).status_code == 403

    assert b"Strong figures" not in ana.get(score).content
    with acting_as(ana_analyst) as by:
        assert not Scorecard.objects.visible_to(by).exists()
        assert not Scorecard.objects.exists()  # the database's own wall
        assert not Score.objects.exists()
        assert Reviewer.objects.count() == 1
    assert ana.post(score, {"need": "2", "fit": "3"}).status_code == 303
    assert b"Strong figures" in ana.get(score).content

    shown = manager.get(detail).content
    for words in (b"3 (2 to 5)", b"3.5", b"6.5", b"Strong figures", b"Reviewer added"):
        assert words in shown, words
    with acting_as(mona_manager) as by:
        version = reviewed.version
        reviews.take(reviewed, "defer", reason="Ready next year", version=version, by=by)
        with pytest.raises(NotUnderReview):
            reviewers.name(reviewed, email=cora_coordinator.email, due_on=DUE, by=by)
    assert cora.get(score).status_code == 404
    shown = manager.get(detail).content
    assert b"3 (2 to 5)" in shown
    assert b"Add a reviewer" not in shown
    with acting_as(mona_manager) as by:
        rounds.plan(
            cohort_year=2028,
            opens_at=CLOSES,
            closes_at=CLOSES + timedelta(days=9),
            time_zone="America/New_York",
            by=by,
        )
        reviews.take(reviewed, "reconsider", version=version + 1, by=by)
    assert cora.get(score).status_code == 404  # the grant has ended for good
    assert b"No reviewers." in manager.get(detail).content


def test_nobody_is_named_who_may_not_review(
    reviewed, acting_as, mona_manager, cora_coordinator, ana_analyst, riverton
):
    with acting_atomic("system:demo"):
        riverton.ori = reviewed.ori[:7].lower()
        riverton.save()
        seat = MembershipFactory(site=riverton, user=ana_analyst)
        gone = MembershipFactory(
            site=riverton,
            user=UserFactory(),
            starts_at=NOW - timedelta(days=90),
            ends_at=NOW - timedelta(days=9),
        )
        closed = UserFactory(is_active=False)
    with acting_as(mona_manager) as by:
        for email, why in (
            ("nobody@example.gov", NotAPerson),
            (closed.email, NotAPerson),
            (mona_manager.email, NamesThemselves),
            (seat.user.email, HeldASeat),
            (gone.user.email, HeldASeat),
        ):
            with pytest.raises(why):
                reviewers.name(reviewed, email=email, due_on=DUE, by=by)
        for day in (date(2026, 12, 1), date(2028, 1, 1)):
            with pytest.raises(DueInThePast):
                reviewers.name(reviewed, email=cora_coordinator.email, due_on=day, by=by)
        given = {"application": reviewed, "round": reviewed.round, "due_on": DUE, "starts_at": NOW}
        for person in (seat.user, gone.user):  # the database refuses them, too
            with pytest.raises(DatabaseError), transaction.atomic():
                Reviewer.objects.create(**given, person=person, given_by=mona_manager)
        with pytest.raises(DatabaseError), transaction.atomic():
            Reviewer.objects.create(**given, person=mona_manager, given_by=cora_coordinator)
        reviewers.name(reviewed, email=cora_coordinator.email, due_on=DUE, by=by)
        with pytest.raises(AlreadyReviews):
            reviewers.name(reviewed, email=cora_coordinator.email, due_on=DUE, by=by)
    with acting_as(cora_coordinator) as by, pytest.raises(ManagersOnly):
        reviewers.name(reviewed, email=ana_analyst.email, due_on=DUE, by=by)


def test_a_reviewer_who_is_removed_seated_or_too_late_reads_and_scores_nothing(
    reviewed, client_of, acting_as, mona_manager, cora_coordinator, ana_analyst, riverton
):
    with acting_as(mona_manager) as by:
        named = [
            reviewers.name(reviewed, email=each.email, due_on=DUE, by=by)
            for each in (cora_coordinator, ana_analyst)
        ]
    at = reverse("applications:remove-reviewer", args=[named[0].pk])
    manager = client_of(mona_manager)
    assert manager.get(at).status_code == 200
    assert manager.post(at).status_code == 303
    assert manager.post(at).status_code == 303  # twice changes nothing
    with acting_atomic("system:demo"):
        riverton.ori = reviewed.ori
        riverton.save()
        MembershipFactory(site=riverton, user=ana_analyst)
    for person, why in ((cora_coordinator, NotFound), (ana_analyst, ReviewersOnly)):
        with acting_as(person) as by:
            assert not Application.objects.exists()
            with pytest.raises(why):
                scorecards.submit(reviewed, points=POINTS, by=by)
            with pytest.raises(DatabaseError), transaction.atomic():
                Scorecard.objects.create(
                    application=reviewed,
                    reviewer=Reviewer.objects.get(),
                    submitted_at=clock.now(),
                )


def test_scores_are_complete_on_their_scales_and_a_managers_own_come_first(
    reviewed, client_of, acting_as, mona_manager, cora_coordinator
):
    with acting_atomic("system:demo"):
        colleague = UserFactory(staff_role="program-manager")
    with acting_as(colleague) as by:
        own = reviewers.name(reviewed, email=mona_manager.email, due_on=DUE, by=by)
        other = reviewers.name(reviewed, email=cora_coordinator.email, due_on=DUE, by=by)
    with acting_as(cora_coordinator) as by:
        for points in ({"need": 4}, {"need": 4, "fit": 4}, {"need": 0, "fit": 1}):
            with pytest.raises(OffTheScale):
                scorecards.submit(reviewed, points=points, by=by)
        scorecards.submit(reviewed, points=POINTS, note="Seen by Cora", by=by)
    detail = reverse("applications:detail", args=[reviewed.pk])
    waits = client_of(mona_manager).get(detail).content
    assert b"Submit your scores" in waits
    assert b"Seen by Cora" not in waits
    with acting_as(mona_manager) as by:
        assert not Scorecard.objects.exists()
        with pytest.raises(ManagersOnly):
            reviewers.remove(own, by=by)
        assert Reviewer.objects.filter(pk=own.pk).update(ends_at=NOW) == 0
        scorecards.submit(reviewed, points=POINTS, by=by)
        assert Scorecard.objects.count() == 2
    with acting_as(colleague) as by, pytest.raises(AlreadyScored):
        reviewers.remove(other, by=by)


def test_a_manager_who_reviews_an_application_decides_about_it(
    reviewed, client_of, mona_manager, cora_coordinator
):
    """The decision ends their review, so they lose access by what they do themselves."""
    with acting_atomic("system:demo"):
        Reviewer.objects.create(
            application=reviewed,
            round=reviewed.round,
            person=mona_manager,
            starts_at=clock.now(),
            due_on=DUE,
            given_by=cora_coordinator,
        )
    decline = reverse("applications:step", args=[reviewed.pk, "decline"])
    said = {"reason": "Another year", "version": str(reviewed.version)}
    assert client_of(mona_manager).post(decline, said).status_code == 303
