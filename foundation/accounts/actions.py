"""Writes on people that administrators make: created, changed, shut out, helped back in."""

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from django.db import transaction

from foundation.accounts import links
from foundation.accounts.models import User
from foundation.audit.enums import Kind
from foundation.audit.record import Detail, record


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
    """Take away a lost second factor; the person makes a new one at the next log-in."""
    Authenticator.objects.filter(user_id=user.pk).delete()
    record(Kind.FACTOR_REMOVED, user_id=user.pk, detail={"by": by})
