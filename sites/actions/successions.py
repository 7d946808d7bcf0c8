"""Hand a seat over: the end of one holder is the start of the next."""

from datetime import date

from foundation.accounts import holdings
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.calendars.days import start_of
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import folds
from foundation.workflow.errors import InvalidInput, Refused
from sites import policies
from sites.actions import approvals, departures, seats
from sites.errors import NotYours
from sites.models import Membership

NO_ACCOUNT = (
    "No one with an open account has this email address. "
    "End the membership instead, then invite them to the seat."
)
SAME_PERSON = "This person already holds the seat. Enter the successor's email address."
NOT_TO_COME = "Enter a day after today, or leave this blank to hand the seat over now."


@atomic_savepoint
def hand_over(
    membership: Membership, *, email: str, on: date | None = None, by: Actor
) -> Membership:
    """Hand a seat over to a colleague now, or from the start of a day; return the successor's membership.

    Both periods share one instant: the first holder's access ends at it, the successor's begins at it. So a seat handed
    over in the middle of a day has that day as the last of the one and the first of the other, and never no holder or
    two. What the first holder still has passes on once the successor is there to take it.

    Arguments:
        membership: the seat with its holder.
        email: the successor's address, with which they sign in.
        on: the successor's first day at the site; now by default.
        by: who hands it over.

    Raises:
        NotYours: unless the actor is DOJ staff or a job.
        Refused: when the membership has ended, as for a second hand-over at the same time, or the successor has the seat.
        InvalidInput: for a day that isn't to come or is too far ahead, or an address without an open account.
        SeatTaken: when someone else is to have the seat later.
    """
    site = membership.site
    if not policies.can_manage_team(by, site):
        raise NotYours
    successor = User.objects.filter(email=folds.address(email), is_active=True).first()
    if successor is None:
        raise InvalidInput(NO_ACCOUNT, field="email")
    if on is not None and on <= clock.today(site.time_zone):
        raise InvalidInput(NOT_TO_COME, field="on")
    if successor.pk == membership.user_id:
        raise Refused(SAME_PERSON)
    try:
        left = seats.end(membership, at=start_of(on, site.time_zone) if on else None, by=by)
    except InvalidInput as refused:
        raise InvalidInput(refused.message, field="on") from refused
    approval = approvals.ask(
        site,
        role=left.role,
        seat=left.seat,
        name=successor.name,
        email=successor.email,
        person=successor,
        by=by,
    )
    taken = seats.seat_person(
        site, user=successor, role=left.role, seat=left.seat, start=left.ends_at, approval=approval
    )
    if left.has_ended(clock.now()):
        holdings.hand_over(departures.loss_of(left), departures.NO_CHOICE, by=by)
    return taken
