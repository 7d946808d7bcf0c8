"""The columns that querysets add to a row, by name and type, for the code that reads them.

Rows made by ``JSONObject`` arrive as JSON values: dates and times are text.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from tta_requests.models import Clock, MatchRun, TTARequest

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class ScopeRow(TypedDict):
    """The scope in force."""

    number: int
    objectives: str
    activities: str
    starts_on: str
    ends_on: str
    effort_seconds: float
    written_by_id: int
    site_signed_by_id: int | None
    doj_signed_by_id: int | None
    site_signed_at: str | None
    doj_signed_at: str | None
    change: str


class CommitmentRow(TypedDict):
    """A commitment."""

    pk: str
    kind: str
    text: str
    owed_by: str
    due_on: str
    done_at: str | None
    dropped_reason: str
    canceled_at: str | None


class LetterRow(TypedDict):
    """The last decision letter."""

    step: str
    text: str
    alternatives: str
    created_at: str


class LinkRow(TypedDict):
    """A related request, and whether it's the one that the link was made from."""

    pk: str
    kind: str
    is_reverse: bool
    number: str
    title: str


class FileRow(TypedDict):
    """An attached file."""

    pk: str
    name: str
    description: str
    size: int
    scan: str
    finding: str
    audience: str
    uploaded_at: str
    uploaded_by_id: int
    who: str


class ReferralRow(TypedDict):
    """An agency that was asked."""

    agency: str
    why: str
    note: str
    state: str
    answer: str
    answered_at: str | None
    membership_id: int | None


class ResourceRow(TypedDict):
    """A resource of a program office."""

    pk: str
    added_by_id: int
    office: str
    title: str
    url: str
    note: str
    added_at: str
    who: str


class GuestRow(TypedDict):
    """An office that comments until a day."""

    pk: str
    office: str
    ends_at: str


class OfferRow(TypedDict):
    """An offer of a ranking."""

    id: str
    provider: int
    name: str
    state: str
    offered_at: str
    due_at: str
    chosen_reason: str


class ListColumns(TypedDict):
    """Columns added by ``for_list``: the clock that is due next."""

    clock_due_at: datetime | None
    clock_warn_at: datetime | None
    clock_kind: str | None


class SurroundingsColumns(TypedDict):
    """Columns added by ``with_surroundings``."""

    further_area_names: list[str]
    further_area_slugs: list[str]
    liaison_name: str | None
    exception_reason: str | None
    limit: "LimitRow | None"


class LimitRow(TypedDict):
    """How long until the portal acts by itself."""

    amount: int
    unit: str


class WorkColumns(TypedDict):
    """Columns added by ``with_work``."""

    scope_now: ScopeRow | None
    scope_change: ScopeRow | None
    commitments_told: list[CommitmentRow]
    hours_spent: timedelta | None
    letter_now: LetterRow | None
    related: list[LinkRow]


class FilesColumns(TypedDict):
    """Columns added by ``with_files``."""

    files_told: list[FileRow]


class DraftColumns(SurroundingsColumns, FilesColumns):
    """Columns added for a draft's page."""


class FederalColumns(TypedDict):
    """Columns added by ``with_federal``."""

    referrals_told: list[ReferralRow]
    resources_told: list[ResourceRow]
    colleagues_told: list[GuestRow]


class DetailColumns(SurroundingsColumns, WorkColumns, FilesColumns, FederalColumns):
    """Columns added for a request's own page: whether its reader follows it, and whether no one is left to do its work."""

    is_followed: bool
    is_left_alone: bool


class TriageColumns(TypedDict):
    """Columns added by ``for_triage``: why a person must choose."""

    exception_reason: str | None


class OffersColumns(TypedDict):
    """Columns added by ``latest_run_of``: the offers a ranking led to."""

    offers: list[OfferRow]


if TYPE_CHECKING:
    ListedRequest = WithAnnotations[TTARequest, ListColumns]
    SurroundedRequest = WithAnnotations[TTARequest, SurroundingsColumns]
    WorkedRequest = WithAnnotations[TTARequest, WorkColumns]
    DraftedRequest = WithAnnotations[TTARequest, DraftColumns]
    FiledRequest = WithAnnotations[TTARequest, FilesColumns]
    ReferredRequest = WithAnnotations[TTARequest, FederalColumns]
    DetailedRequest = WithAnnotations[TTARequest, DetailColumns]
    TriagedClock = WithAnnotations[Clock, TriageColumns]
    OfferedRun = WithAnnotations[MatchRun, OffersColumns]
