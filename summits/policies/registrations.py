"""Decide who may nominate, invite, register, and cancel, and when."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from summits.enums import LEAVING, OF_SITES, REGISTERING, Kind, Registered
from summits.models import Registration, Summit
from summits.policies.summits import can_organize


def is_registering(summit: Summit) -> bool:
    """Return whether people can be nominated and register now."""
    return summit.status in REGISTERING


def can_choose_delegates(actor: Actor, site_id: int) -> bool:
    """Return whether the actor chooses the delegates of a site, in any state of the summit."""
    return actor.may(P.DELEGATION_NOMINATE, at=site_id)


def can_nominate(actor: Actor, summit: Summit, site_id: int) -> bool:
    """Return whether the actor may nominate a delegate of the site now."""
    return is_registering(summit) and can_choose_delegates(actor, site_id)


def can_invite(actor: Actor, summit: Summit) -> bool:
    """Return whether the actor may invite people who aren't delegates: an organizer or a manager."""
    return is_registering(summit) and can_organize(actor, summit)


def is_own(actor: Actor, registration: Registration) -> bool:
    """Return whether the registration is the actor's."""
    return actor.user_id is not None and registration.person_id == actor.user_id


def can_answer(actor: Actor, registration: Registration) -> bool:
    """Return whether the actor may accept or decline the invitation now."""
    open_now = is_registering(registration.summit) and registration.is_unanswered
    return open_now and is_own(actor, registration)


def can_leave(registration: Registration) -> bool:
    """Return whether the person can still decline or give the place back: until the summit is over."""
    return registration.is_holding and registration.summit.status in LEAVING


def can_change_attendance(registration: Registration) -> bool:
    """Return whether the person can still come virtually instead of in person, or back: everyone is virtual at a virtual summit."""
    is_coming = registration.state in (Registered.CONFIRMED, Registered.WAIT_LISTED)
    return is_coming and can_leave(registration) and not registration.summit.is_virtual


def can_withdraw(actor: Actor, registration: Registration) -> bool:
    """Return whether the actor may cancel it now: the person, who nominated for the site, or an organizer."""
    if not can_leave(registration):
        return False
    return is_own(actor, registration) or speaks_for(actor, registration)


def can_substitute(actor: Actor, registration: Registration) -> bool:
    """Return whether the actor may give the delegate's seat to someone else now."""
    is_delegate = registration.kind == Kind.DELEGATE and registration.site_id is not None
    may = is_delegate and can_choose_delegates(actor, registration.site_id or 0)
    return may and registration.is_holding and is_registering(registration.summit)


def can_get_place(actor: Actor, registration: Registration) -> bool:
    """Return whether the actor may give a delegate who waits the place of another one of the site."""
    return registration.state == Registered.WAIT_LISTED and can_substitute(actor, registration)


def speaks_for(actor: Actor, registration: Registration) -> bool:
    """Return whether the actor manages this registration for others: its delegation's leaders, or organizers."""
    if can_organize(actor, registration.summit):
        return True
    site_id = registration.site_id
    is_delegate = registration.kind == Kind.DELEGATE and site_id is not None
    return is_delegate and can_choose_delegates(actor, site_id or 0)


def can_remind(actor: Actor, registration: Registration) -> bool:
    """Return whether the actor may remind the person to answer now."""
    return can_be_reminded(registration) and speaks_for(actor, registration)


def can_be_reminded(registration: Registration) -> bool:
    """Return whether the person can be reminded to answer: once a day, and not on the day of the invitation itself."""
    summit = registration.summit
    open_now = is_registering(summit) and registration.is_unanswered
    today = clock.today(summit.time_zone)
    return open_now and invited_on(registration) < today and registration.reminded_on != today


def invited_on(registration: Registration) -> date:
    """Return the day of the invitation where the summit is."""
    return registration.made_at.astimezone(ZoneInfo(registration.summit.time_zone)).date()


def answer_day(registration: Registration, days: int) -> date:
    """Return by when the person is asked to answer: so many days after the invitation, before the summit begins."""
    last = registration.summit.starts_on - timedelta(days=1)
    return min(invited_on(registration) + timedelta(days=days), last)


def can_say_needs(actor: Actor, registration: Registration) -> bool:
    """Return whether the actor may say what they need at the summit: the person, once registered."""
    is_coming = registration.state in (Registered.CONFIRMED, Registered.WAIT_LISTED)
    return is_coming and is_own(actor, registration) and not registration.summit.is_over


def is_of_site(kind: str) -> bool:
    """Return whether registrations of this kind belong to a site."""
    return kind in OF_SITES
