"""Keeping a site's contacts: added, changed, verified, removed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput
from foundation.workflow.versions import check_version
from sites import policies
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
        site: whose contact it is.
        values: the fields a person fills in.
        since: from which day the site has known them; today there when left out.
        verified_on: when somebody made sure of it last.
        imported: whether it came in a spreadsheet.
        by: who may invite there.

    Raises:
        NotYours: when the actor does not keep the site's contacts.
        InvalidInput: when the address is kept there already.
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
    """Change what is known of somebody.

    Raises:
        NotYours: when the actor does not keep the site's contacts.
        StaleEdit: when somebody saved in between.
        InvalidInput: when the address is kept there already.
    """
    held = _held(contact, version, by)
    for name, value in values.items():
        setattr(held, name, value)
    held.version += 1
    return _saved(held)


@atomic_savepoint
def verify(contact: Contact, *, version: Posted, by: Actor) -> Contact:
    """Say that what is known is right today.

    Raises:
        NotYours: when the actor does not keep the site's contacts.
        StaleEdit: when it says something else by now.
    """
    held = _held(contact, version, by)
    held.verified_on = clock.today(held.site.time_zone)
    held.version += 1
    return _saved(held)


@atomic_savepoint
def remove(contact: Contact, *, version: Posted, by: Actor) -> None:
    """Keep somebody no longer; the history still says who it was.

    Raises:
        NotYours: when the actor does not keep the site's contacts.
        StaleEdit: when somebody saved in between.
    """
    _held(contact, version, by).delete()


def _held(contact: Contact, version: Posted, by: Actor) -> Contact:
    held = locks.hold(Contact.objects.select_related("site"), contact.pk, refusal=NotYours)
    if not policies.can_keep_contacts(by, held.site):
        raise NotYours
    check_version(held, version)
    return held


def _saved(contact: Contact) -> Contact:
    contact.email = contact.email.lower()
    try:
        with atomic_savepoint:
            contact.save()
    except IntegrityError as error:
        raise InvalidInput(
            "Another contact at this site has this email address. Edit that contact instead.",
            field="email",
        ) from error
    return contact
