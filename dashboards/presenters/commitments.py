"""The inbox of next steps, as rows of a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from engagements.models import Commitment
from engagements.presenters.commitments import owner_of, state_of
from foundation.accounts.actors import Actor
from foundation.ui import dates
from liaisons.presenters.owned import OwnedCommitment, owned_commitment

MAX_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment of the inbox, and the person or side responsible for it."""

    commitment: OwnedCommitment
    owner: str


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A commitment of one site's list, whatever its state; ``href`` leads to where it is kept."""

    text: str
    due: str
    owner: str
    state: str
    number: str
    href: str


@dataclass(frozen=True, slots=True)
class Inbox:
    """The page: its rows, whether there are more, and whose they are.

    Attributes:
        rows: open commitments, due first.
        has_more: whether more are open than are shown.
        is_everyones: whether it shows all that the reader can read, not only their own.
    """

    rows: Sequence[Row]
    has_more: bool
    is_everyones: bool


def inbox_of(found: Sequence[Commitment], actor: Actor, *, is_everyones: bool) -> Inbox:
    """Show commitments loaded with ``inbox``, one more than fits if there are more."""
    rows = [
        Row(
            owned_commitment(each, actor),
            owner_of(each),
        )
        for each in found[:MAX_SHOWN]
    ]
    return Inbox(rows, len(found) > MAX_SHOWN, is_everyones)


def rows_of_site(found: Sequence[Commitment]) -> list[SiteRow]:
    """Show commitments loaded with ``for_site``."""
    return [
        SiteRow(
            each.text,
            dates.full_day(each.due_on),
            owner_of(each),
            state_of(each),
            each.request.number if each.request else "",
            f"{each.request.get_absolute_url()}#work"
            if each.request
            else reverse("engagements:commitment", args=[each.pk]),
        )
        for each in found[:MAX_SHOWN]
    ]
