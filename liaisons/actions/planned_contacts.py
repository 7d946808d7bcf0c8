"""Plan a contact with a site, move it to another day, or cancel it."""

from datetime import date, timedelta

from django.db import IntegrityError

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from foundation.workflow.versions import check_version
from liaisons import policies
from liaisons.errors import NotYourSite
from liaisons.models import PlannedContact
from sites.models import Site

MAX_AHEAD = timedelta(days=366)


@atomic_savepoint
def plan(site: Site, *, kind: str, on: date, by: Actor) -> PlannedContact:
    """Plan a contact for a day of the site's calendar.

    Raises:
        NotYourSite: unless the actor is the site's liaison.
        InvalidInput: for a day that is over or too far ahead, or one with such a contact already.
    """
    if by.user_id is None or not policies.can_log(by, site.pk):
        raise NotYourSite
    _check_day(site, on)
    planned = PlannedContact(
        site=site, kind=kind, planned_on=on, planned_by_id=by.user_id, planned_at=clock.now()
    )
    return _save(planned)


@atomic_savepoint
def replan(
    planned: PlannedContact, *, kind: str, on: date, version: int | str | None, by: Actor
) -> PlannedContact:
    """Move a planned contact to another day, or make it one of another kind.

    Raises: as ``plan``, and
        StaleEdit: when it was changed in between.
        Refused: when it was canceled.
    """
    held = _held(planned, version, by)
    if on != held.planned_on:
        _check_day(held.site, on)
    held.kind, held.planned_on = kind, on
    notify.changed(held.site.name, key=f"planned:{held.pk}:{held.version}")
    return _save(held)


@atomic_savepoint
def cancel(planned: PlannedContact, *, version: int | str | None, by: Actor) -> PlannedContact:
    """Cancel a planned contact; calendars show it as canceled.

    Raises: as ``replan``.
    """
    held = _held(planned, version, by)
    held.canceled_at = clock.now()
    notify.changed(held.site.name, key=f"planned:{held.pk}:{held.version}")
    return _save(held)


def _held(planned: PlannedContact, version: int | str | None, by: Actor) -> PlannedContact:
    rows = PlannedContact.objects.select_related("site")
    held = locks.hold(rows, planned.pk, refusal=NotYourSite)
    if not policies.can_log(by, held.site_id):
        raise NotYourSite
    if held.canceled_at is not None:
        raise Refused("This contact was canceled. Plan a new one instead.")
    check_version(held, version)
    held.version += 1
    return held


def _check_day(site: Site, on: date) -> None:
    today = clock.today(site.time_zone)
    if on < today:
        raise InvalidInput("Enter today or a later date.", field="on")
    if on > today + MAX_AHEAD:
        raise InvalidInput("Enter a date within a year.", field="on")


def _save(planned: PlannedContact) -> PlannedContact:
    try:
        with atomic_savepoint:
            planned.save()
    except IntegrityError as error:
        if "a_contact_is_planned_once_a_day" in str(error):
            kind = planned.get_kind_display().lower()
            raise InvalidInput(
                f"A contact of this kind ({kind}) is already planned for that day.", field="on"
            ) from error
        raise
    return planned
