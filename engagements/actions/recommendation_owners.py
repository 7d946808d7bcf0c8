"""Give a recommendation another owner or due date, and hand over what somebody owned who leaves."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from engagements import policies
from engagements.actions.recommendations import (
    changed,
    lock,
    record,
    require_future,
    require_owner,
    save,
)
from engagements.enums import RecommendationStepKind
from engagements.errors import NotYourRecommendation
from engagements.models import Recommendation
from engagements.querysets.owners import people_of
from engagements.querysets.recommendation_owners import owned_by
from foundation.accounts import holdings
from foundation.accounts.actors import Actor
from foundation.accounts.holdings import Chosen, Heir, Held, Holding, Loss
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.errors import InvalidInput, Refused
from foundation.workflow.versions import check_version

NO_REASON = "Enter a reason. It's saved with the recommendation."
SAME = "Enter another owner or due date."
NOT_NOW = "The owner and due date can't be changed with this status. Open the page again to see the latest."
CONTACTS = Heir(None, "The site's points of contact, who choose the next owner")


@atomic_savepoint
def change(
    recommendation: Recommendation,
    *,
    owner: str,
    owner_person: User | None,
    due_on: date | None,
    reason: str,
    version: int | str | None,
    by: Actor,
) -> Recommendation:
    """Change who owns an accepted recommendation, or by when it is done; the history has both values.

    Arguments:
        owner: the position that is responsible.
        owner_person: the person, if they have a seat at the site.
        due_on: today or a later day, unless it is the day it has; its own day once the work is done.
        reason: why.
        version: the version that the reader saw.

    Raises:
        ReportedOnly: when it was imported as the program reported it.
        NotYourRecommendation: when the actor is neither contact, liaison nor manager at the site.
        StaleEdit: when someone changed it in between.
        Refused: before it is accepted, or once it is declined or lapsed.
        InvalidInput: without a reason, with nothing changed, or with an owner who isn't on the team.
        UnlikelyDate: when the new date is past.
    """
    held = lock(recommendation)
    if not policies.may_change_owner(by, held.site_id):
        raise NotYourRecommendation
    check_version(held, version)
    if held.status not in policies.WORKED_ON:
        raise Refused(NOT_NOW)
    if not reason.strip():
        raise InvalidInput(NO_REASON, field="reason")
    day = due_on if held.is_open else held.due_on
    today = clock.today(held.site.time_zone)
    if day != held.due_on:
        require_future(day, today)
    if owner_person is None or owner_person.pk != held.owner_person_id:
        require_owner(held, owner_person)
    changes = _changes(held, owner=owner, person=owner_person, due_on=day)
    if not changes:
        raise InvalidInput(SAME)
    held.owner, held.owner_person, held.due_on = owner, owner_person, day
    _keep(held, changes, today, reason=reason.strip(), by=by)
    return held


def _keep(
    held: Recommendation, changes: Mapping[str, Any], today: date, *, reason: str, by: Actor
) -> None:
    save(held)
    record(held, RecommendationStepKind.CHANGED, on=today, reason=reason, changes=changes, by=by)
    changed(held)


def _changes(
    held: Recommendation, *, owner: str, person: User | None, due_on: date | None
) -> dict[str, list[str]]:
    before, after = held.owner_person, person
    found = {
        "owner": [held.owner, owner],
        "owner_person": [before.name if before else "", after.name if after else ""],
        "due_on": [_iso(held.due_on), _iso(due_on)],
    }
    return {name: both for name, both in found.items() if both[0] != both[1]}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _heirs(held: Recommendation, leaver: User) -> tuple[Heir, ...]:
    others = people_of(held.site, clock.now()).exclude(pk=leaver.pk)
    return (CONTACTS, *(Heir(each.pk, each.name) for each in others))


def _lost(loss: Loss) -> Iterator[Recommendation]:
    yield from owned_by(loss.person.pk, None if loss.closes else loss.sites)


def _recommendations_held(loss: Loss) -> Iterator[Held]:
    for each in _lost(loss):
        yield Held(
            kind="recommendation",
            key=str(each.pk),
            noun="recommendation",
            site=each.site.name,
            thing=str(each.pk),
            title=each.headline,
            heirs=_heirs(each, loss.person),
        )


def _pass_recommendations(loss: Loss, chosen: Chosen, by: Actor) -> None:
    """Give each to the person chosen for it; the others wait for a point of contact to choose."""
    for each in list(_lost(loss)):
        held = lock(each)
        name = f"recommendation:{held.pk}"
        heir = people_of(held.site, clock.now()).filter(pk=chosen.get(name, 0)).first()
        if heir is None or held.owner_person_id != loss.person.pk:
            continue
        changes = _changes(held, owner=held.owner, person=heir, due_on=held.due_on)
        held.owner_person = heir
        today = clock.today(held.site.time_zone)
        _keep(held, changes, today, reason=f"{loss.person} has left.", by=by)


def _readable(reader: Actor, things: Collection[str]) -> set[str]:
    seen = Recommendation.objects.visible_to(reader).filter(pk__in=things)
    return {str(pk) for pk in seen.values_list("pk", flat=True)}


holdings.declare(
    Holding(
        slug="recommendation",
        held=_recommendations_held,
        pass_on=_pass_recommendations,
        readable=_readable,
    )
)
