"""Writes of a site's contacts: add, change, verify, remove."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import folds, locks
from foundation.workflow.errors import InvalidInput
from foundation.workflow.versions import check_version
from sites import policies
from sites.actions import agencies
from sites.errors import NotYours
from sites.models import Contact, Site

Posted = int | str | None


@atomic_savepoint
def add(
    site: Site,
    *,
    values: Mapping[str, Any],
    since: date | None = None,
    verified_on: date | None = None,
    imported: bool = False,
    by: Actor,
) -> Contact:
    """Add a contact to a site.

    Arguments:
        site: the site of the contact.
        values: the form's fields.
        since: the day since when the site has known them; today in the site's time zone by default.
        verified_on: the day someone last checked the details.
        imported: whether the contact came from a spreadsheet.
        by: an actor who may invite people there.

    Raises:
        NotYours: when the actor may not edit the site's contacts.
        InvalidInput: when the site already has a contact with that name and email address.
    """
    if not policies.can_keep_contacts(by, site):
        raise NotYours
    day = clock.today(site.time_zone)
    kept = Contact(
        site=site, since=since or day, verified_on=verified_on, imported=imported, **values
    )
    return _saved(kept)


@atomic_savepoint
def change(contact: Contact, *, values: Mapping[str, Any], version: Posted, by: Actor) -> Contact:
    """Change a contact's details.

    Raises:
        NotYours: when the actor may not edit the site's contacts.
        StaleEdit: when someone saved in between.
        InvalidInput: when the site already has a contact with that name and email address.
    """
    held = _held(contact, version, by)
    for name, value in values.items():
        setattr(held, name, value)
    held.version += 1
    return _saved(held)


@atomic_savepoint
def verify(contact: Contact, *, version: Posted, by: Actor) -> Contact:
    """Record that a contact's details are correct today, in the site's time zone.

    Raises:
        NotYours: when the actor may not edit the site's contacts.
        StaleEdit: when someone saved in between.
    """
    held = _held(contact, version, by)
    held.verified_on = clock.today(held.site.time_zone)
    held.verified_by_id = by.user_id
    held.version += 1
    notify.changed(held.site.name, key=f"contact:{held.pk}:{held.version}")
    return _saved(held)


@atomic_savepoint
def remove(contact: Contact, *, version: Posted, by: Actor) -> None:
    """Remove a contact, also from the agencies they stand for; the history still shows who it was.

    Raises:
        NotYours: when the actor may not edit the site's contacts.
        StaleEdit: when someone saved in between.
    """
    held = _held(contact, version, by)
    agencies.lose_contact(held)
    held.delete()
    notify.changed(held.site.name, key=f"contact:{contact.pk}:removed")


def _held(contact: Contact, version: Posted, by: Actor) -> Contact:
    held = locks.hold(Contact.objects.select_related("site"), contact.pk, refusal=NotYours)
    if not policies.can_keep_contacts(by, held.site):
        raise NotYours
    check_version(held, version)
    return held


def _saved(contact: Contact) -> Contact:
    contact.email = folds.address(contact.email)
    try:
        with atomic_savepoint:
            contact.save()
    except IntegrityError as error:
        raise InvalidInput(
            "Another contact at this site has this name and email address. Edit that contact instead.",
            field="email",
        ) from error
    return contact
