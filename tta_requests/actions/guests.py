"""Federal colleagues in the conversation of a request: invited to comment, and removed."""

from datetime import date, timedelta

from foundation.accounts.actors import Actor
from foundation.accounts.models import Organization
from foundation.accounts.roles import COLLEAGUE
from foundation.calendars import clock
from foundation.calendars.days import end_of
from foundation.tenancy import powers
from foundation.tenancy.context import atomic, atomic_savepoint
from foundation.ui import dates
from foundation.workflow.errors import InvalidInput, Refused
from tta_requests.actions import messages
from tta_requests.actions.transitions import entry, locked
from tta_requests.enums import ShareLevel
from tta_requests.errors import NotYours
from tta_requests.models import Share, TTARequest
from tta_requests.policies import can_refer

# Every share ends: an office still needed after a quarter is invited again.
MAX_STAY = timedelta(days=90)


@atomic_savepoint
def invite(
    tta_request: TTARequest, *, office: Organization, until: date, question: str, by: Actor
) -> Share:
    """Invite an office's people to read the problem and the conversation, and to comment, until a day.

    Arguments:
        tta_request: visible to the actor, and open; not a federal item.
        office: the office to invite; one already invited gets the new day.
        until: the last day, in the site's time zone.
        question: what they are asked; the first message they read in the conversation.
        by: DOJ staff.

    Raises:
        NotYours: when the actor may not refer requests.
        Refused: when the request has ended, or is a federal item.
        InvalidInput: when the office is a provider, or the day is past or too far ahead.
    """
    kept = locked(tta_request.pk)
    if not can_refer(by, kept):
        raise NotYours
    if not kept.is_open:
        raise Refused("This request has ended, so you can't invite anyone to its conversation.")
    if kept.is_federal:
        raise Refused(
            "Only the agencies named on a federal item can read it. Add the agency under “Who can read this” first."
        )
    if office.role != COLLEAGUE.slug:
        raise InvalidInput(
            "Choose a federal office. To involve a provider, send an offer.", field="office"
        )
    today = clock.today(kept.site.time_zone)
    if not today <= until <= today + MAX_STAY:
        last = dates.day(today + MAX_STAY)
        raise InvalidInput(f"Enter a date from today through {last}.", field="until")
    share = Share.objects.of_request(kept.pk).live(clock.now()).to([office.pk]).first()
    share = share or Share(
        site_id=kept.site_id,
        request=kept,
        organization=office,
        level=ShareLevel.TALK,
        starts_at=clock.now(),
    )
    share.ends_at = end_of(until, kept.site.time_zone)
    share.save()
    entry(
        kept,
        "bring-in",
        f"{office} was invited to the conversation until {dates.short_day(until)}",
        by=by,
    )
    messages.post(kept, text=question, by=by)
    return share


@atomic
def remove(share: Share, *, by: Actor) -> Share:
    """Remove an office's access to a conversation now; its messages stay.

    Raises:
        NotYours: when the actor may not refer requests.
        Refused: when it has already ended.
    """
    kept = locked(share.request_id)
    if not can_refer(by, kept):
        raise NotYours
    if share.organization_id in by.organizations:
        powers.give_up()
    now = clock.now()
    if not Share.objects.of_request(kept.pk).live(now).filter(pk=share.pk).update(ends_at=now):
        raise Refused("This office's access to the conversation already ended.")
    share.ends_at = now
    entry(kept, "let-go", f"{share.organization} no longer has access to the conversation", by=by)
    return share
