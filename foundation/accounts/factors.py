"""Second factors: which kinds count, and which of them a person has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator

Kind = Authenticator.Type
# A recovery code can replace one of these once; it is not a factor itself.
SECOND = frozenset({Kind.TOTP, Kind.WEBAUTHN})


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey as its owner sees it."""

    pk: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """What a person has in addition to the password.

    Attributes:
        app_added_at: when the authenticator app was added; None if there is none.
        passkeys: oldest first.
        codes_left: recovery codes not used yet; None if none were made.
    """

    app_added_at: datetime | None
    passkeys: tuple[Passkey, ...]
    codes_left: int | None

    @property
    def has_one(self) -> bool:
        """Whether sign-in asks for a second factor."""
        return self.app_added_at is not None or bool(self.passkeys)


def of(user_id: int) -> Factors:
    """Read a person's second factors with one query and without decrypting a secret."""
    rows: list[Any] = list(Authenticator.objects.filter(user_id=user_id).order_by("pk"))
    app = next((row for row in rows if row.type == Kind.TOTP), None)
    codes = next((row for row in rows if row.type == Kind.RECOVERY_CODES), None)
    passkeys = (
        Passkey(row.pk, row.data["name"], row.created_at, row.last_used_at)
        for row in rows
        if row.type == Kind.WEBAUTHN
    )
    return Factors(
        app_added_at=app.created_at if app else None,
        passkeys=tuple(passkeys),
        codes_left=_left(codes.data["used_mask"]) if codes else None,
    )


def kinds_of(user_id: int | None) -> frozenset[str]:
    """Return the kinds of factor a person has, recovery codes included."""
    kept: Iterable[str] = Authenticator.objects.filter(user_id=user_id).values_list(
        "type", flat=True
    )
    return frozenset(kept)


def still_there(user_id: int) -> frozenset[int]:
    """Return the ids of a person's factors."""
    kept: Iterable[int] = Authenticator.objects.filter(user_id=user_id).values_list("pk", flat=True)
    return frozenset(kept)


def _left(used_mask: int) -> int:
    return int(app_settings.RECOVERY_CODE_COUNT) - used_mask.bit_count()
