"""Writes on people: created, changed, shut out and helped back in by administrators; away by themselves.

And on what opens the portal for them: sessions ended, known devices, secrets encrypted again.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Literal

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.http import HttpRequest

from foundation.accounts import devices, encryption, limits, links, sessions
from foundation.accounts.models import Away, KnownDevice, LastVisit, PortalSession, User
from foundation.audit.enums import Kind
from foundation.audit.record import Detail, record
from foundation.calendars import clock
from foundation.tenancy import powers

# What of a person an administrator changes that ends every session of theirs.
POWERS = frozenset({"staff_role", "organisation", "is_active"})
# The fields of an authenticator that allauth has encrypted by us.
SEALED = ("secret", "seed", "migrated_codes")
Why = Literal["age", "person", "password", "factor", "powers"]


@transaction.atomic
def keep(
    user: User,
    *,
    changed: Collection[str],
    here: HttpRequest | None = None,
    by: int | None,
) -> None:
    """Save a person; somebody new gets a link by mail to set a password.

    Arguments:
        user: the person as the form left it.
        changed: names of the fields that changed.
        here: the request of an administrator who changes the own row: this session stays.
        by: the administrator's id; ``None`` when a command of the operators makes somebody.
    """
    new = user.pk is None
    if new:
        user.set_unusable_password()
    if user.pk == by:
        powers.give_up()
    user.save()
    if new:
        links.send_password_link(user)
    kind = (
        Kind.ROLE_CHANGED if {"staff_role", "organisation"} & set(changed) else Kind.PERSON_CHANGED
    )
    detail: Detail = {"person": user.pk, "new": new, "changed": ",".join(sorted(changed))}
    record(kind, user_id=by, detail=detail)
    if not new and POWERS & set(changed):
        end_sessions(user.pk, but=here, why="powers", by=by)


@transaction.atomic
def reset_second_factor(user: User, *, here: HttpRequest | None = None, by: int) -> None:
    """Take away a lost second factor, passkeys too; the person makes a new one at the next log-in.

    Arguments:
        user: whose.
        here: the request of an administrator whose own factor it is: this session stays.
        by: the administrator's id.
    """
    Authenticator.objects.filter(user_id=user.pk).delete()
    links.send_security_notice(user, "factors_taken_away")
    record(Kind.FACTOR_REMOVED, user_id=user.pk, detail={"by": by})
    end_sessions(user.pk, but=here, why="factor", by=by)
    limits.forgive_codes(user.email)


def note_visit(person: int) -> None:
    """Keep that a person uses the portal now. One statement; the guard asks for it once a minute."""
    LastVisit.objects.bulk_create(
        [LastVisit(person_id=person, at=clock.now())],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["at"],
    )


def last_visit(person: int) -> datetime | None:
    """When the person last used the portal; None before the first time."""
    return LastVisit.objects.filter(pk=person).values_list("at", flat=True).first()


@transaction.atomic
def go_away(*, away_from: date, until: date, stands_in: int, by: int) -> Away:
    """Keep when a person is away and who stands in; it takes the place of what was kept before.

    Arguments:
        away_from: the first day, in the person's own time zone.
        until: the last one.
        stands_in: the id of who gets their notices too, as far as they may read what these are about.
        by: the person's id.
    """
    kept = {"away_from": away_from, "until": until, "stands_in_id": stands_in}
    away, _ = Away.objects.update_or_create(person_id=by, defaults=kept)
    return away


@transaction.atomic
def come_back(*, by: int) -> None:
    """Forget the absence: nobody stands in any more."""
    Away.objects.of(by).delete()


@transaction.atomic
def end_session(session: PortalSession, *, by: int) -> None:
    """End one session of a person, and what its browser is known for; its next request is a log-in page."""
    assert session.user_id is not None  # noqa: S101 -- pages fetch a person's own
    KnownDevice.objects.of(session.user_id).filter(digest=session.device).delete()
    session.delete()
    record(Kind.SESSION_ENDED, user_id=session.user_id, detail={"why": "person", "by": by})


@transaction.atomic
def end_sessions(
    person: int,
    *,
    but: HttpRequest | None = None,
    keep_devices: bool = False,
    why: Why,
    by: int | None,
) -> int:
    """End a person's sessions, and forget the browsers they are known for.

    Arguments:
        person: whose.
        but: the request whose own session and browser stay.
        keep_devices: leave the browsers known: a link to set a password is the way out of a flood of
            wrong guesses, and must not take the way in from the person's other browsers.
        why: for the security log.
        by: who ends them; None for the portal itself.

    Returns:
        How many ended.
    """
    key = but.session.session_key if but is not None else None
    ended: int
    ended, _ = PortalSession.objects.of(person).but(key).delete()
    if not keep_devices:
        kept = but.session.get(sessions.DEVICE, "") if but is not None else ""
        KnownDevice.objects.of(person).but(kept).delete()
    if ended:
        detail: Detail = {"why": why, "count": ended, "by": by}
        record(Kind.SESSION_ENDED, user_id=person, request=but, detail=detail)
    return ended


def note_end_by_age(request: HttpRequest, *, person: int) -> None:
    """Keep that a session ended because it was as old as a session gets."""
    record(Kind.SESSION_ENDED, user_id=person, request=request, detail={"why": "age", "count": 1})


def know_device(request: HttpRequest, *, signed_in: bool, by: int) -> str:
    """Know the request's browser from now on as one of the person's; returns the digest of its text."""
    digest = devices.give(request)
    seen = KnownDevice(user_id=by, digest=digest, used_at=clock.now(), signed_in=signed_in)
    KnownDevice.objects.bulk_create(
        [seen],
        update_conflicts=True,
        unique_fields=["user", "digest"],
        update_fields=["used_at", *(["signed_in"] if signed_in else [])],
    )
    return digest


def tidy() -> None:
    """Forget sessions that ended by themselves and browsers that were not used for long."""
    now = clock.now()
    PortalSession.objects.expired(now).delete()
    KnownDevice.objects.used_before(now - devices.LIFE).delete()


@transaction.atomic
def renew_secrets() -> tuple[int, int]:
    """Encrypt stored authenticator secrets with the key in force, where another one made them.

    Returns:
        How many authenticators were renewed, and how many no key opens.
    """
    renewed = lost = 0
    for row in Authenticator.objects.select_for_update().order_by("pk"):
        try:
            fresh = {name: _sealed_again(row.data[name]) for name in SEALED if name in row.data}
        except InvalidToken:
            lost += 1
            continue
        if fresh != {name: row.data[name] for name in fresh}:
            row.data |= fresh
            row.save(update_fields=["data"])
            renewed += 1
    if renewed:
        record(Kind.SECRETS_RENEWED, user_id=None, detail={"count": renewed})
    return renewed, lost


def _sealed_again(value: Any) -> Any:
    """Return the value as it is when the key in force made it, else sealed with that key."""
    if isinstance(value, list):
        return [_sealed_again(each) for each in value]
    return value if encryption.is_current(value) else encryption.encrypt(encryption.decrypt(value))
