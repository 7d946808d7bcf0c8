"""Send notifications from the outbox: a number, a date, and a link, never the text of a request."""

from collections.abc import Iterable

from engagements.models import Commitment
from foundation.notifications import notify
from foundation.notifications.enums import Priority
from foundation.notifications.gate import Gate
from foundation.notifications.notices import Due
from tta_requests.actions import gates
from tta_requests.actions.recipients import (
    contacts,
    coordinators,
    leaders,
    liaisons,
    people_of,
    readers,
    seat_of,
)
from tta_requests.enums import Status, Urgency
from tta_requests.models import (
    Entry,
    Evaluation,
    Offer,
    ProgramResource,
    RoutingException,
    TTARequest,
)
from tta_requests.models.commitments import request_of

# Steps that notify people other than the one who took them: who is notified, and what they do next.
TOLD: dict[str, tuple[tuple[str, ...], str]] = {
    "ask": (("contacts",), "answer the question"),
    "answer": (("coordinators", "provider"), "read the answer"),
    "hold": (("contacts", "provider"), "see why it's on hold"),
    "resume": (("contacts", "provider"), "see the resumed request"),
    "decline": (("contacts", "liaisons"), "read why it was declined and what else can help"),
    "schedule": (("contacts", "liaisons", "provider"), "see the signed scope"),
    "agree-change": (
        ("contacts", "liaisons", "provider", "coordinators"),
        "see the changed scope",
    ),
    "end-change": (
        ("contacts", "liaisons", "provider", "coordinators"),
        "see why the scope stays as it is",
    ),
    "start-delivery": (("contacts", "liaisons"), "see that delivery started"),
    "deliver": (("contacts", "liaisons"), "confirm delivery"),
    "correct-delivery": (
        ("contacts", "liaisons", "provider", "coordinators"),
        "see how many people were trained",
    ),
    "hours": (("provider",), "see which hours changed"),
    "dispute": (("provider", "coordinators", "liaisons"), "see what's missing"),
    "confirm-delivery": (("contacts", "provider", "coordinators"), "see the confirmed delivery"),
    "close": (("contacts", "provider"), "see the closed request"),
    "reopen": (("coordinators", "liaisons"), "take a second look"),
    "withdraw": (("coordinators", "liaisons", "contacts"), "see why it was withdrawn"),
}
# Steps whose notice asks for an answer: the state that waits for it.
AWAITED_IN = {"ask": Status.NEEDS_INFORMATION, "deliver": Status.DELIVERED}
# Steps whose notice is news only as long as the request is in the state they led to.
TRUE_IN = {"decline": Status.DECLINED, "hold": Status.ON_HOLD}


def announce_step(taken: Entry) -> set[int]:
    """Notify the people a step concerns, except the one who took it; return who they are."""
    tta_request = taken.request
    if taken.kind == "acknowledge":
        return contacts(
            tta_request.site
        )  # they have a notice of their own: announce_acknowledgement
    groups, action = TOLD.get(taken.kind, ((), ""))
    key = f"step:{taken.pk}"
    people = {
        "contacts": lambda: contacts(tta_request.site),
        "liaisons": lambda: liaisons(tta_request.site),
        "coordinators": lambda: coordinators(tta_request),
    }
    told = {one for group in groups if group in people for one in people[group]()}
    if not tta_request.submitted_at:  # a draft: DOJ never saw it, except who wrote it for the site
        told &= contacts(tta_request.site) | {tta_request.requester_id}
    if "provider" in groups:
        told |= {
            who for agency in tta_request.co_leads for who in seat_of(tta_request.site, agency)
        }
    waits = (AWAITED_IN | TRUE_IN).get(taken.kind)
    gate = gates.stands(tta_request, waits) if waits else None
    if told:
        tell(tta_request, taken.kind, key, told - {taken.author_id}, action, gate)
    if "provider" not in groups or not tta_request.provider_id:
        return told
    helpers = people_of(tta_request.provider_id)
    notify.send(
        taken.kind,
        Due(
            key=key,
            recipients=helpers - {taken.author_id},
            gate=gates.OURS(tta_request.pk),
            number=tta_request.number,
            action=action,
            url=tta_request.get_absolute_url(),
            why=f"You work for {tta_request.provider}, which has this request.",
        ),
    )
    return told | helpers


def ask_to_confirm(draft: TTARequest) -> None:
    """Ask the site's contacts to submit a draft that DOJ staff wrote for them."""
    key = f"to-confirm:{draft.pk}:{draft.version}"
    told, gate = contacts(draft.site), gates.DRAFTED(draft.pk)
    tell(draft, "to-confirm", key, told, "review and submit the request", gate)


def ask_to_endorse(tta_request: TTARequest, *, occasion: str) -> None:
    """Ask the site's leadership to endorse a critical request, each time it becomes one."""
    if tta_request.urgency != Urgency.CRITICAL or tta_request.endorsed_at:
        return
    tell(
        tta_request,
        "to-endorse",
        ":".join(filter(None, ["to-endorse", str(tta_request.pk), occasion])),
        leaders(tta_request.site),
        "endorse the critical request",
        gates.UNENDORSED(tta_request.pk),
    )


def ask_to_evaluate(asked: Evaluation) -> None:
    """Ask one person to complete an evaluation."""
    tta_request = asked.request
    notify.send(
        "evaluation",
        Due(
            key=f"evaluation:{asked.pk}",
            recipients=[asked.respondent_id] if asked.respondent_id else [],
            gate=gates.EVALUATED(asked.pk),
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
    tell(tta_request, "recovery", f"recovery:{key}", told, "call the site about a low rating")


def ask_to_replace(tta_request: TTARequest) -> None:
    """Ask the coordinators to choose another provider, because this one has no one left to do the work."""
    key, gate = f"abandoned:{tta_request.pk}:{tta_request.version}", gates.ABANDONED(tta_request.pk)
    told = coordinators(tta_request)
    tell(tta_request, "abandoned", key, told, "choose another provider", gate)


def ask_to_sign_scope(tta_request: TTARequest, *, number: int) -> None:
    """Ask both sides to sign a version of the scope."""
    told = contacts(tta_request.site) | coordinators(tta_request)
    key = f"scope:{tta_request.pk}:{number}"
    gate = gates.unsigned(tta_request, number)
    tell(tta_request, "scope-to-sign", key, told, "read and sign the scope", gate)


def announce_offer(made: Offer) -> None:
    """Ask the provider's people to answer an offer by its deadline; notify the site's contacts of the offer."""
    if not made.is_open:
        return
    tta_request = made.request
    told, gate = contacts(tta_request.site), gates.IN_FORCE(made.pk)
    tell(tta_request, "asked", f"asked:{made.pk}", told, "see who got the offer", gate)
    notify.send(
        "offer",
        Due(
            key=f"offer:{made.pk}",
            recipients=people_of(made.provider_id),
            gate=gates.OFFERED(made.pk),
            number=tta_request.number,
            action="answer the offer",
            url=made.get_absolute_url(),
            why=f"You work for {made.provider}, which got the offer.",
            due_at=made.due_at,
            tz=tta_request.site.time_zone,
            weight=weight_of(tta_request),
        ),
    )


def announce_acceptance(made: Offer) -> None:
    """Ask the coordinators to confirm the provider; notify the site's contacts that it accepted."""
    tta_request, key = made.request, f"acceptance:{made.pk}"
    told, gate = coordinators(tta_request), gates.stands(tta_request, Status.ACCEPTED)
    tell(tta_request, "acceptance", key, told, "confirm the provider", gate)
    told, gate = contacts(tta_request.site), gates.IN_FORCE(made.pk)
    tell(tta_request, "acceptance", key, told, "see who accepted", gate)


def announce_owner(tta_request: TTARequest, *, key: str) -> None:
    """Notify the new owner that the request is assigned to them; only the last of several assignments counts."""
    last = Entry.objects.of_request(tta_request.pk).of_kind("give").first()
    if last is None or str(last.pk) != key:
        return
    told = {tta_request.owner_id} if tta_request.owner_id else set()
    gate = gates.OWNED(tta_request.pk)
    tell(tta_request, "given", f"given:{key}", told, "see the request assigned to you", gate)


def announce_heir(owed: Commitment, *, key: str) -> None:
    """Notify the new owner of a commitment, and tell the site's contacts who has it now."""
    tta_request, to = request_of(owed), {owed.owner_id} if owed.owner_id else set()
    gate = gates.OWED(owed.pk)
    seen, mine = "see who has the commitment now", "see the commitment assigned to you"
    tell(tta_request, "heir", f"heir:{key}", to, mine, gate, by_day=True)
    team = contacts(tta_request.site) - to
    tell(tta_request, "heir", f"heir:{key}", team, seen, by_day=True)


def announce_resource(added: ProgramResource) -> None:
    """Notify the site's contacts and the coordinators of a program office's resource, unless it was removed since."""
    if added.removed_at is not None:
        return
    tta_request = added.request
    told = coordinators(tta_request) | contacts(tta_request.site)
    key = f"resource:{added.pk}"
    tell(tta_request, "resource", key, told - {added.added_by_id}, "see the shared resource")


def announce_acknowledgement(tta_request: TTARequest) -> None:
    """Notify the site's contacts that a person has read their request."""
    key = f"acknowledged:{tta_request.pk}"
    tell(tta_request, "acknowledged", key, contacts(tta_request.site), "see who has the request")


def announce_confirmation(tta_request: TTARequest) -> None:
    """Notify the site, its liaison, co-leading agencies, and the provider that work can begin."""
    key = f"confirmation:{tta_request.pk}:{tta_request.version}"
    leads = {who for agency in tta_request.co_leads for who in seat_of(tta_request.site, agency)}
    told = {*contacts(tta_request.site), *liaisons(tta_request.site), *leads}
    tell(tta_request, "confirmation", key, told, "see the confirmed provider")
    if tta_request.provider_id:
        notify.send(
            "confirmation",
            Due(
                key=key,
                recipients=people_of(tta_request.provider_id),
                gate=gates.OURS(tta_request.pk),
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
    key, gate = f"exception:{opened.pk}", gates.UNSOLVED(opened.pk)
    tell(tta_request, "nobody", key, coordinators(), "choose a provider", gate)


def tell(
    tta_request: TTARequest,
    kind: str,
    key: str,
    people: Iterable[int],
    action: str,
    gate: Gate | None = None,
    *,
    by_day: bool = False,
) -> None:
    """Notify people of a request; without a gate of its own it is news to whoever still reads it."""
    notify.send(
        kind,
        Due(
            key=key,
            recipients=readers(tta_request, people),
            gate=gate or gates.READ(tta_request.pk),
            number=tta_request.number,
            action=action,
            url=tta_request.get_absolute_url(),
            why=f"You take part in requests from {tta_request.site}.",
            site_id=tta_request.site_id,
            weight=weight_of(tta_request),
        ),
        by_day=by_day,
    )


def weight_of(tta_request: TTARequest) -> Priority:
    """Return how much a notice weighs: those of a critical request come in quiet hours too."""
    return Priority.CRITICAL if tta_request.urgency == Urgency.CRITICAL else Priority.NORMAL
