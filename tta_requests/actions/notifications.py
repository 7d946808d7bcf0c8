"""Send notifications from the outbox: a number, a date, and a link, never the text of a request."""

from collections.abc import Iterable

from foundation.calendars import clock
from foundation.notifications import notify
from foundation.notifications.enums import Priority
from foundation.notifications.notices import Due
from tta_requests.actions.recipients import (
    contacts,
    coordinators,
    leaders,
    liaisons,
    people_of,
    readers,
    seat_of,
)
from tta_requests.enums import MessageAudience, ReferralState, Urgency
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

# Steps that notify people other than the one who took them: who is notified, and what they do next.
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


def announce_step(taken: Entry) -> None:
    """Notify the people a step concerns, except the one who took it."""
    tta_request = taken.request
    groups, action = TOLD[taken.kind]
    key = f"step:{taken.pk}"
    people = {
        "contacts": lambda: contacts(tta_request.site),
        "liaisons": lambda: liaisons(tta_request.site),
        "coordinators": lambda: coordinators(tta_request),
    }
    told = {one for group in groups if group in people for one in people[group]()}
    if "provider" in groups:
        told |= {
            who for agency in tta_request.co_leads for who in seat_of(tta_request.site, agency)
        }
    _tell(tta_request, taken.kind, key, told - {taken.author_id}, action)
    if "provider" in groups and tta_request.provider_id:
        notify.send(
            taken.kind,
            Due(
                key=key,
                recipients=people_of(tta_request.provider_id) - {taken.author_id},
                number=tta_request.number,
                action=action,
                url=tta_request.get_absolute_url(),
                why=f"You work for {tta_request.provider}, which has this request.",
            ),
        )


def ask_to_confirm(draft: TTARequest) -> None:
    """Ask the site's contacts to submit a draft that DOJ staff wrote for them."""
    key = f"to-confirm:{draft.pk}:{draft.version}"
    _tell(draft, "to-confirm", key, contacts(draft.site), "review and submit the request")


def ask_to_endorse(tta_request: TTARequest, *, occasion: str) -> None:
    """Ask the site's leadership to endorse a critical request, each time it becomes one."""
    if tta_request.urgency != Urgency.CRITICAL or tta_request.endorsed_at:
        return
    _tell(
        tta_request,
        "to-endorse",
        ":".join(filter(None, ["to-endorse", str(tta_request.pk), occasion])),
        leaders(tta_request.site),
        "endorse the critical request",
    )


def ask_to_evaluate(asked: Evaluation) -> None:
    """Ask one person to complete an evaluation."""
    tta_request = asked.request
    notify.send(
        "evaluation",
        Due(
            key=f"evaluation:{asked.pk}",
            recipients=[asked.respondent_id] if asked.respondent_id else [],
            number=tta_request.number,
            action="complete the evaluation",
            url=asked.get_absolute_url(),
            why="You took part in this request.",
            due_at=asked.closes_at,
            tz=tta_request.site.time_zone,
        ),
    )


def ask_to_recover(tta_request: TTARequest, *, key: str) -> None:
    """Notify the coordinators of a low rating, so that one of them calls the site."""
    told = coordinators(tta_request)
    _tell(tta_request, "recovery", f"recovery:{key}", told, "call the site about a low rating")


def ask_to_sign_scope(tta_request: TTARequest, *, number: int) -> None:
    """Ask both sides to sign a version of the scope."""
    told = contacts(tta_request.site) | coordinators(tta_request)
    key = f"scope:{tta_request.pk}:{number}"
    _tell(tta_request, "scope-to-sign", key, told, "read and sign the scope")


def announce_offer(made: Offer) -> None:
    """Ask the provider's people to answer an offer by its deadline; notify the site's contacts of the offer."""
    if not made.is_open:
        return
    tta_request = made.request
    told = contacts(tta_request.site)
    _tell(tta_request, "asked", f"asked:{made.pk}", told, "see who got the offer")
    notify.send(
        "offer",
        Due(
            key=f"offer:{made.pk}",
            recipients=people_of(made.provider_id),
            number=tta_request.number,
            action="answer the offer",
            url=made.get_absolute_url(),
            why=f"You work for {made.provider}, which got the offer.",
            due_at=made.due_at,
            tz=tta_request.site.time_zone,
            weight=_weight(tta_request),
        ),
    )


def announce_acceptance(made: Offer) -> None:
    """Ask the coordinators to confirm the provider; notify the site's contacts that it accepted."""
    tta_request, key = made.request, f"acceptance:{made.pk}"
    _tell(tta_request, "acceptance", key, coordinators(tta_request), "confirm the provider")
    _tell(tta_request, "acceptance", key, contacts(tta_request.site), "see who accepted")


def announce_owner(tta_request: TTARequest, *, key: str) -> None:
    """Notify the new owner that the request is assigned to them; only the last of several assignments counts."""
    last = Entry.objects.of_request(tta_request.pk).of_kind("give").first()
    if last is None or str(last.pk) != key:
        return
    told = {tta_request.owner_id} if tta_request.owner_id else set()
    _tell(tta_request, "given", f"given:{key}", told, "see the request assigned to you")


def ask_agency(tta_request: TTARequest, *, agency: str, occasion: str) -> None:
    """Ask the holder of the agency's seat to answer; a field office is called by the coordinator."""
    asked = FederalReferral.objects.of_request(tta_request.pk).to_agency(agency).first()
    if asked is None or asked.state != ReferralState.ASKED:
        return
    key = f"referral:{asked.pk}:{occasion}"
    if asked.membership_id:
        told, action = seat_of(tta_request.site, agency), "answer the referral"
    else:
        told, action = coordinators(tta_request), f"ask {agency} by phone"
    _tell(tta_request, "referral", key, told, action)


def announce_referral_answer(taken: Entry) -> None:
    """Notify the coordinators, the site's contacts, and its liaison of an agency's answer."""
    tta_request = taken.request
    told = coordinators(tta_request) | contacts(tta_request.site) | liaisons(tta_request.site)
    key = f"referral-answer:{taken.pk}"
    _tell(tta_request, "referral-answer", key, told - {taken.author_id}, "read the agency's answer")


def announce_resource(added: ProgramResource) -> None:
    """Notify the site's contacts and the coordinators of a program office's resource."""
    tta_request = added.request
    told = coordinators(tta_request) | contacts(tta_request.site)
    key = f"resource:{added.pk}"
    _tell(tta_request, "resource", key, told - {added.added_by_id}, "see the shared resource")


def announce_acknowledgement(tta_request: TTARequest) -> None:
    """Notify the site's contacts that a person has read their request."""
    key = f"acknowledged:{tta_request.pk}"
    _tell(tta_request, "acknowledged", key, contacts(tta_request.site), "see who has the request")


def announce_confirmation(tta_request: TTARequest) -> None:
    """Notify the site, its liaison, co-leading agencies, and the provider that work can begin."""
    key = f"confirmation:{tta_request.pk}:{tta_request.version}"
    leads = {who for agency in tta_request.co_leads for who in seat_of(tta_request.site, agency)}
    told = {*contacts(tta_request.site), *liaisons(tta_request.site), *leads}
    _tell(tta_request, "confirmation", key, told, "see the confirmed provider")
    if tta_request.provider_id:
        notify.send(
            "confirmation",
            Due(
                key=key,
                recipients=people_of(tta_request.provider_id),
                number=tta_request.number,
                action="agree on the scope of work with the site",
                url=tta_request.get_absolute_url(),
                why=f"You work for {tta_request.provider}, which was confirmed.",
            ),
        )


def announce_exception(opened: RoutingException) -> None:
    """Ask the coordinators to choose a provider, because no one is left to ask."""
    if opened.closed_at:
        return
    tta_request = opened.request
    _tell(tta_request, "nobody", f"exception:{opened.pk}", coordinators(), "choose a provider")


def announce_message(said: Entry) -> None:
    """Notify the people in the conversation that there is a new message."""
    tta_request = said.request
    told = coordinators(tta_request)
    if said.audience == MessageAudience.SHARED:
        told |= contacts(tta_request.site) | liaisons(tta_request.site)
    _tell(
        tta_request,
        "message",
        f"message:{said.pk}",
        told - {said.author_id},
        "read the new message",
    )
    if said.audience == MessageAudience.SHARED:
        _tell_colleagues(said)


def _tell_colleagues(said: Entry) -> None:
    """Notify invited offices of a message; for a federal item, no one, because they can no longer read it."""
    tta_request = said.request
    offices = Share.objects.of_request(tta_request.pk).for_talk().live(clock.now())
    people = {who for share in offices for who in people_of(share.organization_id)}
    notify.send(
        "message",
        Due(
            key=f"comment:{said.pk}",
            recipients=readers(tta_request, people - {said.author_id}),
            number=tta_request.number,
            action="read the new message",
            url=tta_request.get_absolute_url(),
            why="You were invited to this conversation.",
            weight=_weight(tta_request),
        ),
    )


def announce_file(kept: Attachment) -> None:
    """Notify the people concerned that there is a new file, never its name."""
    if kept.removed_at:
        return
    tta_request = kept.request
    told = coordinators(tta_request)
    if kept.audience == MessageAudience.SHARED:
        told |= contacts(tta_request.site) | liaisons(tta_request.site)
    _tell(tta_request, "file", f"file:{kept.pk}", told - {kept.uploaded_by_id}, "see the new file")


def _tell(tta_request: TTARequest, kind: str, key: str, people: Iterable[int], action: str) -> None:
    notify.send(
        kind,
        Due(
            key=key,
            recipients=readers(tta_request, people),
            number=tta_request.number,
            action=action,
            url=tta_request.get_absolute_url(),
            why=f"You follow requests from {tta_request.site}.",
            site_id=tta_request.site_id,
            weight=_weight(tta_request),
        ),
    )


def _weight(tta_request: TTARequest) -> Priority:
    return Priority.CRITICAL if tta_request.urgency == Urgency.CRITICAL else Priority.NORMAL
