"""Writes on people: created, changed, shut out and helped back in by administrators; away by themselves."""

from collections.abc import Collection
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from foundation.accounts import links
from foundation.accounts.models import Away, LastVisit, User
from foundation.audit.enums import Kind
from foundation.audit.record import Detail, record
from foundation.calendars import clock


@transaction.atomic
def keep(user: User, *, changed: Collection[str], by: int | None) -> None:
    """Save a person; somebody new gets a link by mail to set a password.

    Arguments:
        user: the person as the form left it.
        changed: names of the fields that changed.
        by: the administrator's id; ``None`` when a command of the operators makes somebody.
    """
    new = user.pk is None
    if new:
        user.set_unusable_password()
    user.save()
    if new:
        links.send_password_link(user)
    kind = (
        Kind.ROLE_CHANGED if {"staff_role", "organisation"} & set(changed) else Kind.PERSON_CHANGED
    )
    detail: Detail = {"person": user.pk, "new": new, "changed": ",".join(sorted(changed))}
    record(kind, user_id=by, detail=detail)


@transaction.atomic
def reset_second_factor(user: User, *, by: int) -> None:
    """Take away a lost second factor, passkeys too; the person makes a new one at the next log-in."""
    Authenticator.objects.filter(user_id=user.pk).delete()
    links.send_security_notice(user, "factors_taken_away")
    record(Kind.FACTOR_REMOVED, user_id=user.pk, detail={"by": by})


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
