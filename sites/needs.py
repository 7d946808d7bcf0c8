"""What of site teams needs people, in words: empty seats, contacts to verify, approvals."""

from datetime import datetime

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.enums import ApprovalState
from foundation.accounts.roles import ROLES
from foundation.calendars import clock
from foundation.calendars.days import first_day
from foundation.calendars.holidays import calendar_for
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare
from foundation.ui import wording
from foundation.workflow.declarations import address_of
from sites import policies, querysets
from sites.models.seats import seat_title


def _contacts(row: Row) -> str:
    return reverse("sites:team", args=[row.detail["slug"]], fragment="contacts")


def _empty(row: Row, actor: Actor) -> str:
    """ "12 business days; the limit is 10": how long nobody has held the seat."""
    since = first_day(row.since, row.zone) if row.since else None
    calendar = calendar_for(row.zone)
    gap = policies.gap(since, clock.today(row.zone), calendar)
    seat = policies.seat_words(ROLES[row.detail["role"]].title, _seat(row))
    return f"{seat}. {gap}. Until you fill it, no one in that role can see requests."


def _seat(row: Row) -> str:
    return seat_title(row.detail["role"], row.detail["seat"])


def _seat_to_fill(row: Row, actor: Actor) -> str:
    return f"Fill the seat: {_seat(row)}"


def _limit(row: Row) -> datetime | None:
    since = first_day(row.since, row.zone) if row.since else None
    return policies.limit_of(since, calendar_for(row.zone))


def _agency_title(row: Row, actor: Actor) -> str:
    return f"Name a contact at {row.detail['name']}"


def _uncovered(row: Row, actor: Actor) -> str:
    since = first_day(row.since, row.zone) if row.since else None
    gap = policies.gap(since, clock.today(row.zone), calendar_for(row.zone))
    return f"A prosecutor in the coalition is a required seat. {gap}."


def _unverified(row: Row, actor: Actor) -> str:
    count = row.detail["count"]
    contacts = wording.counted(count, "contact")
    return f"{contacts} not verified for {querysets.UNVERIFIED.days} days or more."


def _proposed_seat(row: Row, actor: Actor) -> str:
    seat = policies.seat_words(ROLES[row.detail["role"]].title, _seat(row))
    return f"{row.detail['name']} was proposed for a seat that reads federal items: {seat}."


def _proposed_role(row: Row, actor: Actor) -> str:
    return f"{row.detail['name']} was proposed for {ROLES[row.detail['role']].title}."


declare(
    Declaration(
        name="seats",
        rows=querysets.vacancies_for,
        causes=(
            Cause(
                slug="fill-seat",
                verb="Invite someone",
                title=_seat_to_fill,
                why=_empty,
                href=address_of("sites:invite", "slug"),
                due=_limit,
                place="Vacant seat",
            ),
        ),
    )
)
declare(
    Declaration(
        name="contacts",
        rows=querysets.stale_contacts_for,
        causes=(
            Cause(
                slug="verify-contacts",
                verb="Verify contacts",
                title="Verify the site's contacts",
                why=_unverified,
                href=_contacts,
                place="Contacts",
            ),
        ),
    )
)
declare(
    Declaration(
        name="agencies",
        rows=querysets.uncovered_for,
        causes=(
            Cause(
                slug="name-agency-contact",
                verb="Name a contact",
                title=_agency_title,
                why=_uncovered,
                href=address_of("sites:agency", "slug", "subject"),
                due=_limit,
                place="Vacant seat",
            ),
        ),
    )
)
declare(
    Declaration(
        name="approvals",
        states=ApprovalState,
        rows=querysets.approvals_for,
        causes=(
            Cause(
                slug="approve-seat",
                states=(ApprovalState.WAITING, ApprovalState.REVIEW),
                verb="Review",
                task="Approve or decline a seat",
                title="Approve a seat",
                why=_proposed_seat,
                href=address_of("sites:seat-approval", "subject"),
            ),
            Cause(
                slug="approve-role",
                states=(ApprovalState.WAITING,),
                verb="Review",
                task="Approve or decline a DOJ role",
                title="Approve a DOJ role",
                why=_proposed_role,
                href=address_of("sites:role-approval", "subject"),
            ),
        ),
        nobody={
            ApprovalState.APPROVED: "It was decided.",
            ApprovalState.DECLINED: "It was decided.",
            ApprovalState.LAPSED: "It has ended; who needs the seat proposes it again.",
            ApprovalState.WITHDRAWN: "It was taken back.",
        },
    )
)
