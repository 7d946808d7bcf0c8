"""Who is told what, from the outbox: a number, a date and a link, never the text of a request."""

from collections.abc import Iterable

from foundation.accounts.models import User
from foundation.accounts.roles import COORDINATOR, LIAISON, POINT_OF_CONTACT
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.notifications.enums import Weight
from sites.models import Membership, Site
from tta_requests.enums import MessageAudience, Urgency
from tta_requests.models import Entry, Offer, RoutingException, TTARequest


def offer(made: Offer) -> None:
    """The provider's people are asked to answer, and until when; the site hears who was asked."""
    if not made.is_open:
        return
    request = made.request
    _tell(request, "asked", f"asked:{made.pk}", contacts(request.site), "see who was asked")
    notify.people(
        "offer",
        f"offer:{made.pk}",
        people_of(made.provider_id),
        number=request.number,
        action="answer the offer",
        url=made.get_absolute_url(),
        why=f"You work for {made.provider}, which was asked.",
        due_at=made.due_at,
        tz=request.site.time_zone,
        weight=_weight(request),
    )


def acceptance(made: Offer) -> None:
    """Coordinators confirm; the site is told that somebody has it."""
    request = made.request
    _tell(
        request,
        "acceptance",
        f"acceptance:{made.pk}",
        coordinators(request),
        "confirm the provider",
    )
    _tell(
        request, "acceptance", f"acceptance:{made.pk}", contacts(request.site), "see who accepted"
    )


def acknowledgement(request: TTARequest) -> None:
    """The site is told that a person has read its request."""
    key = f"acknowledged:{request.pk}"
    _tell(request, "acknowledged", key, contacts(request.site), "see who has it")


def confirmation(request: TTARequest) -> None:
    """The site, its liaison and the provider are told that work can begin."""
    key = f"confirmation:{request.pk}:{request.version}"
    told = {*contacts(request.site), *liaisons(request.site)}
    _tell(request, "confirmation", key, told, "see who was confirmed")
    if request.provider_id:
        notify.people(
            "confirmation",
            key,
            people_of(request.provider_id),
            number=request.number,
            action="agree on the scope with the site",
            url=request.get_absolute_url(),
            why=f"You work for {request.provider}, which was confirmed.",
        )


def exception(opened: RoutingException) -> None:
    """Coordinators are told at once that nobody is left to ask."""
    if opened.closed_at:
        return
    request = opened.request
    _tell(request, "nobody", f"exception:{opened.pk}", coordinators(), "choose who gets it")


def message(said: Entry) -> None:
    """Those who take part in the thread hear that there is something new."""
    request = said.request
    told = coordinators(request)
    if said.audience == MessageAudience.SHARED:
        told |= contacts(request.site) | liaisons(request.site)
    _tell(request, "message", f"message:{said.pk}", told - {said.author_id}, "read the new message")


def coordinators(request: TTARequest | None = None) -> set[int]:
    """The request's owner, else every coordinator."""
    if request is not None and request.owner_id:
        return {request.owner_id}
    staff = User.objects.filter(staff_role=COORDINATOR.slug, is_active=True)
    return set(staff.values_list("pk", flat=True))


def contacts(site: Site) -> set[int]:
    """The site's points of contact."""
    return _seated(site, POINT_OF_CONTACT.slug)


def liaisons(site: Site) -> set[int]:
    """The site's Strategic Site Liaison."""
    return _seated(site, LIAISON.slug)


def people_of(provider_id: int) -> set[int]:
    """A provider's people."""
    people = User.objects.filter(organisation_id=provider_id, is_active=True)
    return set(people.values_list("pk", flat=True))


def _seated(site: Site, role: str) -> set[int]:
    live = Membership.objects.at(site).live(clock.now()).with_role(role)
    return set(live.values_list("user_id", flat=True))


def _tell(request: TTARequest, kind: str, key: str, recipients: Iterable[int], action: str) -> None:
    notify.people(
        kind,
        key,
        recipients,
        number=request.number,
        action=action,
        url=request.get_absolute_url(),
        why=f"You follow requests of {request.site}.",
        site_id=request.site_id,
        weight=_weight(request),
    )


def _weight(request: TTARequest) -> Weight:
    return Weight.CRITICAL if request.urgency == Urgency.CRITICAL else Weight.NORMAL
