"""Tell people what happened, from the outbox: a number, a date and a link, never the text of a request."""

from collections.abc import Iterable

from foundation.accounts.actors import resolve
from foundation.accounts.models import Away, User
from foundation.accounts.roles import (
    COORDINATOR,
    EXECUTIVE_LEADERSHIP,
    FEDERAL_PARTNER,
    LIAISON,
    POINT_OF_CONTACT,
)
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.notifications.enums import Priority
from sites.models import Membership, Site
from tta_requests.enums import BranchAgency, MessageAudience, ReferralState, Urgency
from tta_requests.models import (
    Attachment,
    Entry,
    Evaluation,
    FederalReferral,
    Offer,
    ProgramResource,
    RoutingException,
    Share,
    TTARequest,
)

# Steps that are told to others than who took them: to whom, and what they do next.
TOLD: dict[str, tuple[tuple[str, ...], str]] = {
    "ask": (("contacts",), "answer the question"),
    "answer": (("coordinators", "provider"), "read the answer"),
    "hold": (("contacts", "provider"), "see why it's on hold"),
    "resume": (("contacts", "provider"), "see the resumed request"),
    "decline": (("contacts", "liaisons"), "read why it was declined and what else can help"),
    "schedule": (("contacts", "liaisons", "provider"), "see the signed scope"),
    "start-delivery": (("contacts", "liaisons"), "see that delivery started"),
    "deliver": (("contacts", "liaisons"), "confirm delivery"),
    "dispute": (("provider", "coordinators", "liaisons"), "see what's missing"),
    "confirm-delivery": (("contacts", "provider", "coordinators"), "see the confirmed delivery"),
    "close": (("contacts", "provider"), "see the closed request"),
    "reopen": (("coordinators", "liaisons"), "take a second look"),
    "withdraw": (("coordinators", "liaisons", "contacts"), "see why it was withdrawn"),
}


def step(taken: Entry) -> None:
    """Those a step concerns hear of it, but for who took it."""
    request = taken.request
    groups, action = TOLD[taken.kind]
    key = f"step:{taken.pk}"
    people = {
        "contacts": lambda: contacts(request.site),
        "liaisons": lambda: liaisons(request.site),
        "coordinators": lambda: coordinators(request),
    }
    told = {one for group in groups if group in people for one in people[group]()}
    if "provider" in groups:
        told |= {who for agency in request.co_leads for who in seat_of(request.site, agency)}
    _tell(request, taken.kind, key, told - {taken.author_id}, action)
    if "provider" in groups and request.provider_id:
        notify.people(
            taken.kind,
            key,
            people_of(request.provider_id) - {taken.author_id},
            number=request.number,
            action=action,
            url=request.get_absolute_url(),
            why=f"You work for {request.provider}, which has this request.",
        )


def to_confirm(draft: TTARequest) -> None:
    """The site's contacts are asked to send what DOJ staff wrote down for them."""
    key = f"to-confirm:{draft.pk}:{draft.version}"
    _tell(draft, "to-confirm", key, contacts(draft.site), "review and submit the request")


def to_endorse(request: TTARequest) -> None:
    """The site's leadership is asked to stand behind a critical request."""
    leaders = _seated(request.site, EXECUTIVE_LEADERSHIP.slug)
    _tell(
        request, "to-endorse", f"to-endorse:{request.pk}", leaders, "endorse the critical request"
    )


def to_evaluate(asked: Evaluation) -> None:
    """One person is asked how it went."""
    request = asked.request
    notify.people(
        "evaluation",
        f"evaluation:{asked.pk}",
        [asked.respondent_id] if asked.respondent_id else [],
        number=request.number,
        action="complete the evaluation",
        url=asked.get_absolute_url(),
        why="You took part in this request.",
        due_at=asked.closes_at,
        tz=request.site.time_zone,
    )


def to_recover(request: TTARequest, *, key: str) -> None:
    """DOJ hears that somebody was not content, and that a call is owed."""
    told = coordinators(request)
    _tell(request, "recovery", f"recovery:{key}", told, "call the site about a low rating")


def scope_to_sign(request: TTARequest, *, number: int) -> None:
    """Both sides are asked to sign a version of the scope."""
    told = contacts(request.site) | coordinators(request)
    _tell(request, "scope-to-sign", f"scope:{request.pk}:{number}", told, "read and sign the scope")


def offer(made: Offer) -> None:
    """The provider's people are asked to answer, and until when; the site hears who was asked."""
    if not made.is_open:
        return
    request = made.request
    _tell(request, "asked", f"asked:{made.pk}", contacts(request.site), "see who got the offer")
    notify.people(
        "offer",
        f"offer:{made.pk}",
        people_of(made.provider_id),
        number=request.number,
        action="answer the offer",
        url=made.get_absolute_url(),
        why=f"You work for {made.provider}, which got the offer.",
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


def owner(request: TTARequest, *, key: str) -> None:
    """The colleague who was given it hears that it is theirs."""
    told = {request.owner_id} if request.owner_id else set()
    _tell(request, "given", f"given:{key}", told, "see the request assigned to you")


def referral(request: TTARequest, *, agency: str, occasion: str) -> None:
    """Ask the holder of the agency's seat to answer; a field office is called by the coordinator."""
    asked = FederalReferral.objects.of_request(request.pk).to_agency(agency).first()
    if asked is None or asked.state != ReferralState.ASKED:
        return
    key = f"referral:{asked.pk}:{occasion}"
    if asked.membership_id:
        _tell(request, "referral", key, seat_of(request.site, agency), "answer the referral")
    else:
        _tell(request, "referral", key, coordinators(request), f"ask {agency} by phone")


def referral_answer(taken: Entry) -> None:
    """Coordinators, the site's contacts and its liaison hear what an agency said."""
    request = taken.request
    told = coordinators(request) | contacts(request.site) | liaisons(request.site)
    key = f"referral-answer:{taken.pk}"
    _tell(request, "referral-answer", key, told - {taken.author_id}, "read the agency's answer")


def resource(added: ProgramResource) -> None:
    """The site's contacts and coordinators hear that a program office has something for it."""
    request = added.request
    told = coordinators(request) | contacts(request.site)
    key = f"resource:{added.pk}"
    _tell(request, "resource", key, told - {added.added_by_id}, "see the shared resource")


def acknowledgement(request: TTARequest) -> None:
    """The site is told that a person has read its request."""
    key = f"acknowledged:{request.pk}"
    _tell(request, "acknowledged", key, contacts(request.site), "see who has the request")


def confirmation(request: TTARequest) -> None:
    """The site, its liaison and the provider are told that work can begin."""
    key = f"confirmation:{request.pk}:{request.version}"
    leads = {who for agency in request.co_leads for who in seat_of(request.site, agency)}
    told = {*contacts(request.site), *liaisons(request.site), *leads}
    _tell(request, "confirmation", key, told, "see the confirmed provider")
    if request.provider_id:
        notify.people(
            "confirmation",
            key,
            people_of(request.provider_id),
            number=request.number,
            action="agree on the scope of work with the site",
            url=request.get_absolute_url(),
            why=f"You work for {request.provider}, which was confirmed.",
        )


def exception(opened: RoutingException) -> None:
    """Coordinators are told at once that nobody is left to ask."""
    if opened.closed_at:
        return
    request = opened.request
    _tell(request, "nobody", f"exception:{opened.pk}", coordinators(), "choose a provider")


def message(said: Entry) -> None:
    """Those who take part in the thread hear that there is something new."""
    request = said.request
    told = coordinators(request)
    if said.audience == MessageAudience.SHARED:
        told |= contacts(request.site) | liaisons(request.site)
    _tell(request, "message", f"message:{said.pk}", told - {said.author_id}, "read the new message")
    if said.audience == MessageAudience.SHARED:
        _tell_colleagues(said)


def _tell_colleagues(said: Entry) -> None:
    """Offices brought into the conversation; of a federal item nobody, for they no longer read it."""
    request = said.request
    offices = Share.objects.of_request(request.pk).for_talk().live(clock.now())
    people = {who for share in offices for who in people_of(share.organisation_id)}
    notify.people(
        "message",
        f"comment:{said.pk}",
        readers(request, people - {said.author_id}),
        number=request.number,
        action="read the new message",
        url=request.get_absolute_url(),
        why="You were invited to this conversation.",
        weight=_weight(request),
    )


def file(kept: Attachment) -> None:
    """Those who take part hear that there is a new file, never what it is called."""
    if kept.removed_at:
        return
    request = kept.request
    told = coordinators(request)
    if kept.audience == MessageAudience.SHARED:
        told |= contacts(request.site) | liaisons(request.site)
    _tell(request, "file", f"file:{kept.pk}", told - {kept.uploaded_by_id}, "see the new file")


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


def seat_of(site: Site, agency: str) -> set[int]:
    """Find the people in a federal agency's seat at the site."""
    if agency == BranchAgency.USAO:
        return _seated(site, POINT_OF_CONTACT.slug, "usao")
    return _seated(site, FEDERAL_PARTNER.slug, agency)


def people_of(organisation_id: int) -> set[int]:
    """An organization's people."""
    people = User.objects.filter(organisation_id=organisation_id, is_active=True)
    return set(people.values_list("pk", flat=True))


def _seated(site: Site, role: str, seat: str = "") -> set[int]:
    members = Membership.objects.at(site).live(clock.now())
    live = members.in_seat(role, seat) if seat else members.with_role(role)
    return set(live.values_list("user_id", flat=True))


def backup(request: TTARequest) -> set[int]:
    """Find the backup of the owner, who is away; else the other coordinators."""
    owner = [request.owner_id] if request.owner_id else []
    return Away.objects.stand_ins(owner, clock.now()) or coordinators()


def readers(request: TTARequest, people: Iterable[int]) -> set[int]:
    """Those of the people who may read the request, and who stands in for those of them who are away.

    Of a federal item nobody else hears, not even its number; of any other, no stand-in who may not read it.
    """
    given = set(people)
    stand_ins = Away.objects.stand_ins(given, clock.now()) - given
    unsure = stand_ins | given if request.is_federal else stand_ins
    found = User.objects.filter(pk__in=unsure, is_active=True)
    may = {
        user.pk
        for user in found
        if TTARequest.objects.visible_to(resolve(user)).filter(pk=request.pk).exists()
    }
    return may if request.is_federal else given | may


def _tell(request: TTARequest, kind: str, key: str, recipients: Iterable[int], action: str) -> None:
    notify.people(
        kind,
        key,
        readers(request, recipients),
        number=request.number,
        action=action,
        url=request.get_absolute_url(),
        why=f"You follow requests from {request.site}.",
        site_id=request.site_id,
        weight=_weight(request),
    )


def _weight(request: TTARequest) -> Priority:
    return Priority.CRITICAL if request.urgency == Urgency.CRITICAL else Priority.NORMAL
