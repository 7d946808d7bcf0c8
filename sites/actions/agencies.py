"""Writes of a site's coalition: agencies join, change, take the lead and leave; no row is deleted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from foundation.workflow.versions import check_version
from sites import policies
from sites.errors import NotYours
from sites.models import Contact, Site, SiteAgency

Posted = int | str | None
LEADS = "This agency leads the coalition. DOJ staff choose another lead agency first."
HAS_LEFT = "This agency has left the coalition. Add it again if it's back."
GONE = "Choose one of the site's contacts. This one was removed."


@atomic_savepoint
def add(site: Site, *, values: Mapping[str, Any], is_lead: bool = False, by: Actor) -> SiteAgency:
    """Add an agency to a site's coalition; one that left can come back on a later day.

    Arguments:
        site: the site.
        values: the form's fields: kind, name, contact and first day.
        is_lead: whether it leads the coalition, where no agency does yet.
        by: who may keep agencies of that kind there.

    Raises:
        NotYours: when the actor may not keep agencies of that kind.
        InvalidInput: when the coalition has that agency on those days, which the sentence names.
    """
    if not policies.can_keep_agency(by, site, values["kind"]):
        raise NotYours
    agency = SiteAgency(site=site, is_lead=is_lead, **_with_contact(values))
    return _saved(_covered(agency))


@atomic_savepoint
def change(
    agency: SiteAgency, *, values: Mapping[str, Any], version: Posted, by: Actor
) -> SiteAgency:
    """Change an agency's name, kind, first day, or contact.

    Raises:
        NotYours: when the actor may not keep agencies of its kind, or of the new one.
        StaleEdit: when someone saved in between.
        Refused: when it has left.
        InvalidInput: when the coalition has an agency of that name on those days.
    """
    found = _with_contact(values)
    held = _held(agency, version, by)
    if not policies.can_keep_agency(by, held.site, values["kind"]):
        raise NotYours
    for name, value in found.items():
        setattr(held, name, value)
    held.version += 1
    notify.changed(held.site.name, key=f"agency:{held.pk}:{held.version}")
    return _saved(_covered(held))


@atomic_savepoint
def lead(agency: SiteAgency, *, version: Posted, by: Actor) -> SiteAgency:
    """Make an agency the lead of its coalition; the one that led so far stays a member.

    Raises:
        NotYours: unless the actor is DOJ staff who may choose it.
        StaleEdit: when someone saved in between.
        Refused: when it has left, or somebody else chose one at the same time.
    """
    held = _held(agency, version, by)
    if not policies.can_choose_lead(by, held.site):
        raise NotYours
    for before in locks.hold_all(SiteAgency.objects.leading(held.site).exclude(pk=held.pk)):
        before.is_lead = False
        before.version += 1
        before.save(update_fields=["is_lead", "version"])
    held.is_lead = True
    held.version += 1
    return _saved(held)


@atomic_savepoint
def retire(agency: SiteAgency, *, on: date, version: Posted, by: Actor) -> SiteAgency:
    """Record an agency's last day in the coalition; it stays on the list of former agencies.

    Raises:
        NotYours: when the actor may not keep agencies of its kind.
        StaleEdit: when someone saved in between.
        Refused: when it leads the coalition, or has left.
        InvalidInput: for a day to come, or before it joined.
    """
    held = _held(agency, version, by)
    if held.is_lead:
        raise Refused(LEADS)
    if on > clock.today(held.site.time_zone):
        raise InvalidInput("Enter today or an earlier day.", field="on")
    if held.joined_on and on < held.joined_on:
        raise InvalidInput(
            f"Enter {dates.full_day(held.joined_on)}, when it joined, or a later day.", field="on"
        )
    held.left_on, held.uncovered_since = on, None
    held.version += 1
    notify.changed(held.site.name, key=f"agency:{held.pk}:{held.version}")
    return _saved(held)


def lose_contact(contact: Contact) -> None:
    """Leave the agencies of a contact who is being removed without one, from today on.

    Arguments:
        contact: locked by the caller.
    """
    today = clock.today(contact.site.time_zone)
    for held in locks.hold_all(SiteAgency.objects.of_contact(contact).select_related("site")):
        held.contact = None
        held.uncovered_since = None if held.left_on else today
        held.version += 1
        held.save(update_fields=["contact", "uncovered_since", "version"])


def _held(agency: SiteAgency, version: Posted, by: Actor) -> SiteAgency:
    held = locks.hold(SiteAgency.objects.select_related("site"), agency.pk, refusal=NotYours)
    if not policies.can_keep_agency(by, held.site, held.kind):
        raise NotYours
    check_version(held, version)
    if held.left_on is not None:
        raise Refused(HAS_LEFT)
    return held


def _with_contact(values: Mapping[str, Any]) -> dict[str, Any]:
    """Lock the chosen contact, before the agency as their removal does, so that it is still there when saved."""
    chosen = values.get("contact")
    if chosen is None:
        return dict(values)
    found = locks.hold_all(Contact.objects.filter(pk=chosen.pk))
    if not found:
        raise InvalidInput(GONE, field="contact")
    return {**values, "contact": found[0]}


def _covered(agency: SiteAgency) -> SiteAgency:
    """Note since when the agency has had no contact."""
    if agency.contact_id is not None:
        agency.uncovered_since = None
    elif agency.uncovered_since is None:
        agency.uncovered_since = clock.today(agency.site.time_zone)
    return agency


def _saved(agency: SiteAgency) -> SiteAgency:
    try:
        with atomic_savepoint:
            agency.save()
    except IntegrityError as error:
        if "an_agency_is_named_once_a_site" in str(error):
            raise InvalidInput(_taken(agency), field="name") from error
        if "a_site_has_one_lead_agency" in str(error):
            raise Refused(
                "Someone else chose a lead agency just now. Open the page again."
            ) from error
        raise
    return agency


def _taken(agency: SiteAgency) -> str:
    """Name the other row and its days."""
    others = SiteAgency.objects.at(agency.site).filter(name=agency.name).exclude(pk=agency.pk)
    other = others.meeting(agency.joined_on, agency.left_on).first()
    if other is None:
        return "The coalition already has an agency with this name."
    since = f" from {dates.full_day(other.joined_on)}" if other.joined_on else ""
    until = f" through {dates.full_day(other.left_on)}" if other.left_on else ""
    when = since + until
    return f"{other.name} is already in the coalition{when}. Edit it, or enter a later first day."
