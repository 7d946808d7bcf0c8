"""What the notes on a summit's sessions led to: for one reader, and in numbers by site."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse

from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.tenancy.context import powers_of
from foundation.ui import dates
from sites.enums import Handling
from sites.models import Site
from summits.models import NOTE, SessionNote, Summit
from tta_requests.enums import OPEN_STATUSES
from tta_requests.models import TTARequest
from tta_requests.querysets import requests

# Organizers read numbers of every site, and no note of another one.
JOB = "system:summits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """A request or a commitment that came of a note.

    Attributes:
        name: a request's number, or "Commitment".
        title: what to call it.
        state: its state in words.
        href: its page.
        is_open: whether something is still to be done.
        is_federal: whether it is never printed.
    """

    name: str
    title: str
    state: str
    href: str
    is_open: bool
    is_federal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the notes of one site led to, in numbers, without federal items and drafts."""

    site: Site
    notes: int
    open_notes: int
    commitments_open: int
    commitments_done: int
    requests_open: int
    requests_ended: int


def led_to(actor: Actor, notes: Iterable[UUID]) -> Mapping[UUID | None, list[Led]]:
    """Return what of each note came that the actor may read, in two queries."""
    found: dict[UUID | None, list[Led]] = defaultdict(list)
    pks = list(notes)
    for each in requests.shown_to(actor).made_from_notes(pks):
        found[each.session_note_id].append(
            Led(
                name=each.number,
                title=each.title,
                state=str(each.get_status_display()),
                href=each.get_absolute_url(),
                is_open=each.is_draft or each.status in OPEN_STATUSES,
                is_federal=each.is_federal,
            )
        )
    for made in Commitment.objects.visible_to(actor).without_request().of_origins(NOTE, pks):
        found[made.origin_id].append(
            Led(
                name="Commitment",
                title=made.text,
                state=_state_of(made),
                href=reverse("engagements:commitment", args=[made.pk]),
                is_open=made.is_open,
            )
        )
    return found


def counts_of(summit: Summit) -> Sequence[Counts]:
    """Return the numbers of each site that has notes, by name, in four queries."""
    with powers_of(JOB):
        notes = SessionNote.objects.of_summit(summit.pk)
        keys = list(notes.values_list("pk", flat=True))
        all_of = _by_site(notes, all=Q())
        open_of = _by_site(notes.without_followup(), open=Q())
        made = _by_site(
            Commitment.objects.of_origins(NOTE, keys),
            open=Q(done_at=None, dropped_reason=""),
            done=Q(done_at__isnull=False),
        )
        asked = TTARequest.objects.made_from_notes(keys).submitted()
        wanted = _by_site(
            asked.exclude(handling=Handling.FEDERAL),
            open=Q(status__in=OPEN_STATUSES),
            ended=~Q(status__in=OPEN_STATUSES),
        )
        sites = list(Site.objects.filter(pk__in=all_of).order_by("name"))
    return [
        Counts(
            site=site,
            notes=all_of[site.pk]["all"],
            open_notes=open_of.get(site.pk, {}).get("open", 0),
            commitments_open=made.get(site.pk, {}).get("open", 0),
            commitments_done=made.get(site.pk, {}).get("done", 0),
            requests_open=wanted.get(site.pk, {}).get("open", 0),
            requests_ended=wanted.get(site.pk, {}).get("ended", 0),
        )
        for site in sites
    ]


def _by_site(rows: object, **counted: Q) -> dict[int, dict[str, int]]:
    grouped = rows.order_by().values("site_id")  # type: ignore[attr-defined]  # -- three querysets of tenant rows
    found = grouped.annotate(**{name: Count("pk", filter=when) for name, when in counted.items()})
    return {row.pop("site_id"): row for row in found}


def _state_of(commitment: Commitment) -> str:
    if commitment.done_at:
        return "Done"
    if commitment.dropped_reason:
        return "Canceled"
    return f"Due {dates.full_day(commitment.due_on)}"
