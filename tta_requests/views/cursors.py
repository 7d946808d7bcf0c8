"""Where a page of the list begins, as an opaque and signed word in the address."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.core import signing

from tta_requests.models import TTARequest

SIGNER = signing.Signer(salt="tta_requests.list")


class Place(NamedTuple):
    """A row of the list: the next page begins behind it."""

    created_at: datetime
    pk: UUID


def write(row: TTARequest) -> str:
    """The cursor of a row."""
    return SIGNER.sign_object([row.created_at.isoformat(), row.pk.hex], compress=True)


def read(cursor: str) -> Place | None:
    """The row a cursor names; None when it was damaged or made up."""
    try:
        created_at, key = SIGNER.unsign_object(cursor)
        return Place(datetime.fromisoformat(created_at), UUID(hex=key))
    except (signing.BadSignature, ValueError, TypeError):
        return None
