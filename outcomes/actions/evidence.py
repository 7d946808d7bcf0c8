"""Name what an accomplishment rests on, while it is a draft."""

from collections.abc import Iterable, Mapping
from typing import Any

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from outcomes.actions import accomplishments
from outcomes.enums import AccomplishmentStepKind
from outcomes.errors import AlreadyEvidence, NothingChosen, NothingReported, OfAnotherSite
from outcomes.models import Accomplishment, AccomplishmentEvidence, SiteMeasurement
from outcomes.models.evidence import THINGS
from outcomes.querysets.evidence import Thing, day_of
from sites.models import Site

Step = AccomplishmentStepKind


@atomic_savepoint
def draft_on(
    things: Iterable[Thing], *, site: Site, words: Mapping[str, Any], by: Actor
) -> Accomplishment:
    """Write the draft of an accomplishment that rests on some things; none is allowed.

    Arguments:
        words: as for ``accomplishments.draft``, which says what it refuses.
    """
    made = accomplishments.draft(site=site, words=words, by=by)
    for thing in things:
        _add(made, thing, by=by)
    return made


@atomic_savepoint
def add(
    found: Accomplishment, things: Iterable[Thing], *, version: int | str | None, by: Actor
) -> Accomplishment:
    """Add recommendations, requests, commitments, or measurements that the accomplishment rests on.

    Raises:
        StaleEdit: when someone changed it since that version.
        ReportedAccomplishment: when the program reported it.
        NotYourAccomplishment: when the actor isn't its author.
        NotADraft: when the site has attested it.
        NothingChosen: when there is nothing to add.
        AlreadyEvidence: when one of them is evidence already.
        NothingReported: when one of them says that there is no number.
        OfAnotherSite: when one of them belongs to another site.
    """
    held = accomplishments.hold_draft(found, version=version, by=by)
    chosen = list(things)
    if not chosen:
        raise NothingChosen
    for thing in chosen:
        _add(held, thing, by=by)
    accomplishments.save(held, Step.EVIDENCE_ADDED, by=by)
    return held


@atomic_savepoint
def remove(line: AccomplishmentEvidence, *, version: int | str | None, by: Actor) -> Accomplishment:
    """Remove one thing from what a draft rests on; the thing itself stays as it is.

    Raises:
        StaleEdit: when someone changed the accomplishment since that version.
        NotYourAccomplishment: when the actor isn't its author.
        NotADraft: when the site has attested it.
    """
    held = accomplishments.hold_draft(line.accomplishment, version=version, by=by)
    AccomplishmentEvidence.objects.filter(pk=line.pk).delete()
    accomplishments.save(held, Step.EVIDENCE_REMOVED, by=by)
    return held


def _add(held: Accomplishment, thing: Thing, *, by: Actor) -> None:
    if thing.site_id != held.site_id:
        raise OfAnotherSite
    column = next(name for name in THINGS if _model_of(name) is type(thing))
    if isinstance(thing, SiteMeasurement) and not thing.is_reported:
        raise NothingReported(field=column)
    named = {column: thing}
    if AccomplishmentEvidence.objects.filter(accomplishment=held, **named).exists():
        raise AlreadyEvidence(field=column)
    AccomplishmentEvidence.objects.create(
        site_id=held.site_id,
        accomplishment=held,
        happened_on=day_of(thing, held.site),
        added_by_id=by.user_id,
        added_at=clock.now(),
        **named,
    )


def _model_of(column: str) -> object:
    return AccomplishmentEvidence._meta.get_field(column).related_model
