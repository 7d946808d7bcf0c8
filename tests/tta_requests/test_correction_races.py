"""Two people who correct the same hours, commitment, or link of a request at once, with real commits."""

import time
from datetime import timedelta

import pytest

from engagements.enums import CommitmentKind, Party
from engagements.models import Commitment
from foundation.accounts.actors import Actor, resolve
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, NotFound, Refused
from tests.factories.accounts import UserFactory
from tests.together import Meet, at_once, does, refusals
from tta_requests.actions import commitments, links, resources
from tta_requests.enums import LinkKind, ProgramOffice
from tta_requests.errors import HoursCorrected
from tta_requests.models import Entry, HoursEntry, ProgramResource, RequestLink, TTARequest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def working(put_in) -> TTARequest:
    return put_in("in-delivery")


@pytest.fixture
def quin(pat_provider):
    return UserFactory(name="Quin of the provider", organization=pat_provider.organization)


def log(tta_request: TTARequest, hours: float, by: Actor) -> HoursEntry:
    spent = timedelta(hours=hours)
    today = clock.today("America/Chicago")
    return commitments.log_hours(tta_request, worked_on=today, spent=spent, what="Met", by=by)


def correct(entry: HoursEntry, hours: float, by: Actor) -> HoursEntry:
    spent = timedelta(hours=hours)
    values = {"worked_on": entry.worked_on, "what": "Met", "reason": "Typed wrong."}
    return commitments.correct_hours(entry, spent=spent, **values, by=by)


def test_hours_are_corrected_once(working, act, pat_provider, quin):
    with act(pat_provider) as by:
        wrong = log(working, 6, by)
    both = (
        does(pat_provider, lambda by: correct(wrong, 2, by)),
        does(quin, lambda by: correct(wrong, 3, by)),
    )
    assert refusals(at_once(*both)) == [HoursCorrected]
    with acting_atomic("system:demo"):
        [left] = HoursEntry.objects.standing()
        assert (left.corrects_id, left.entered_by) == (wrong.pk, pat_provider)
        assert Entry.objects.filter(kind="hours").count() == 1


def test_a_day_has_24_hours_when_two_pages_log_them(working, pat_provider):
    add = does(pat_provider, lambda by: log(working, 13, by))
    assert refusals(at_once(add, add)) == [InvalidInput]
    with acting_atomic("system:demo"):
        assert HoursEntry.objects.get().spent == timedelta(hours=13)


def test_a_day_has_24_hours_when_some_are_corrected_while_others_are_logged(
    working, act, pat_provider, quin
):
    with act(pat_provider) as by:
        wrong = log(working, 1, by)

    def log_slowly(meet: Meet) -> None:
        with acting_atomic(f"user:{pat_provider.pk}"):
            log(working, 13, resolve(pat_provider))
            meet()
            time.sleep(0.5)  # not saved while the other reads the sum, unless it waits

    other = does(quin, lambda by: correct(wrong, 13, by))
    assert refusals(at_once(log_slowly, other)) == [InvalidInput]


def test_a_commitment_of_a_request_is_canceled_or_done(
    working, act, pat_provider, dana_of_riverton
):
    with act(pat_provider) as by:
        promised = commitments.add(
            working,
            kind=CommitmentKind.DELIVERABLE,
            text="Findings",
            owed_by=Party.PROVIDER,
            due_on=clock.today("America/Chicago") + timedelta(days=7),
            by=by,
        )
    both = (
        does(pat_provider, lambda by: commitments.complete(promised, by=by)),
        does(dana_of_riverton, lambda by: commitments.cancel(promised, reason="Twice.", by=by)),
    )
    assert refusals(at_once(*both)) == [Refused]
    with acting_atomic("system:demo"):
        kept = Commitment.objects.get()
        assert Entry.objects.filter(kind="commitment").count() == 2  # added, and what became of it
    assert (kept.done_at is None, kept.version) == (kept.canceled_at is not None, 2)


def test_a_link_is_made_and_removed_once_from_both_ends(put_in, cora_coordinator, mona_manager):
    one, other = put_in("triage"), put_in("in-delivery")

    def link(by: Actor) -> None:
        links.add(one, other=other, kind=LinkKind.DUPLICATE, by=by)

    def link_back(by: Actor) -> None:
        links.add(other, other=one, kind=LinkKind.DUPLICATE, by=by)

    made = at_once(does(cora_coordinator, link), does(mona_manager, link_back))
    assert refusals(made) == [InvalidInput]
    with acting_atomic("system:demo"):
        kept = RequestLink.objects.get()
        assert Entry.objects.filter(kind="link").count() == 2  # one on each request

    def remove(by: Actor) -> None:
        links.remove(kept, by=by)

    gone = at_once(does(cora_coordinator, remove), does(mona_manager, remove))
    assert refusals(gone) == [NotFound]
    with acting_atomic("system:demo"):
        assert not RequestLink.objects.exists()
        assert Entry.objects.filter(kind="unlink").count() == 2


def test_a_shared_resource_is_removed_once(working, act, cora_coordinator, champion_of_riverton):
    with act(champion_of_riverton) as by:
        shared = resources.share(
            working, office=ProgramOffice.NIJ, title="A", url="", note="B", by=by
        )

    def remove(by: Actor) -> None:
        resources.remove(shared, reason=f"By {by.user_id}.", by=by)

    both = does(cora_coordinator, remove), does(champion_of_riverton, remove)
    assert refusals(at_once(*both)) == [Refused]
    with acting_atomic("system:demo"):
        kept = ProgramResource.objects.get()
        assert Entry.objects.get(kind="remove-resource").author_id == kept.removed_by_id
        assert kept.removal_reason == f"By {kept.removed_by_id}."
