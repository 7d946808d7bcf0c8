"""Hand over what somebody held who leaves: nothing that is open stays without an owner.

The pages that end a membership or close an account show these things first (``foundation.accounts.holdings``).
"""

from collections.abc import Collection, Iterator

from django.db.models import Q, QuerySet

from engagements.enums import Party
from engagements.models import Commitment
from foundation.accounts import holdings
from foundation.accounts.actors import Actor
from foundation.accounts.holdings import Chosen, Heir, Held, Holding, Loss, taker
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.workflow import locks
from tta_requests.actions import coordinators, offers, recipients, referrals
from tta_requests.actions.heirs import Heirs
from tta_requests.actions.transitions import entry, locked
from tta_requests.enums import OPEN_STATUSES, EvaluationKind, MessageAudience, ReferralState, Status
from tta_requests.models import Evaluation, FederalReferral, Offer, TTARequest
from tta_requests.models.commitments import request_of
from tta_requests.querysets import requests
from tta_requests.querysets.abandoned import LEFT_ALONE
from tta_requests.querysets.coordinators import at_the_desk
from tta_requests.querysets.needs.partners import UNFINISHED

# A seat carries what its holder owes as the site's, its liaison's or an agency's person, not an employer's work.
OF_SEATS = (Party.SITE, Party.LIAISON, Party.FEDERAL)
OFFICE = Heir(None, "The coordinators, who ask the field office by phone")
PORTAL = Actor.system("outbox")


def _readable(reader: Actor, things: Collection[str]) -> set[str]:
    """Return which requests the reader may open, as the reader: others' drafts are not among them."""
    seen = requests.shown_to(reader).filter(pk__in=things)
    return {str(pk) for pk in seen.values_list("pk", flat=True)}


def _held(kind: str, noun: str, row: object, tta_request: TTARequest, **more: object) -> Held:
    return Held(
        kind=kind,
        key=str(row.pk),  # type: ignore[attr-defined]  # -- a row of one of five models
        noun=noun,
        site=tta_request.site.name,
        thing=str(tta_request.pk),
        number=tta_request.number,
        **{"title": tta_request.title, **more},  # type: ignore[arg-type]  # -- fields of Held
    )


# Requests


def _owned(loss: Loss) -> QuerySet[TTARequest]:
    owned = TTARequest.objects.open().filter(owner=loss.person) if loss.desk else None
    return TTARequest.objects.none() if owned is None else owned.order_by("number")


def _requests_held(loss: Loss) -> Iterator[Held]:
    owned = list(_owned(loss).select_related("site"))
    heirs = Heirs(loss.person, owned)
    for each in owned:
        yield _held("request", "request", each, each, heirs=tuple(heirs.of_request(each)))


def _pass_requests(loss: Loss, chosen: Chosen, by: Actor) -> None:
    owned = list(_owned(loss).select_related("site"))
    heirs = Heirs(loss.person, owned)
    for each in owned:
        kept = locked(each.pk)
        if kept.owner_id == loss.person.pk:
            to = taker(heirs.of_request(kept), chosen.get(f"request:{kept.pk}"))
            heir = at_the_desk().filter(pk=to).first() if to else None
            coordinators.hand_over(kept, heir, f"{loss.person} has left.", by=by)


# Commitments


def _owed(loss: Loss) -> QuerySet[Commitment]:
    lost = Q(owed_by__in=OF_SEATS, site_id__in=loss.sites)
    if loss.organization:
        lost |= Q(owed_by=Party.PROVIDER, request__provider_id=loss.organization)
    if loss.desk:
        lost |= Q(owed_by=Party.DOJ)
    owed = Commitment.objects.open().filter(owner=loss.person)
    owed = owed.filter(request__status__in=[*OPEN_STATUSES, Status.CLOSED])
    return (owed if loss.closes else owed.filter(lost)).order_by("due_on", "pk")


def _commitments_held(loss: Loss) -> Iterator[Held]:
    owed = list(_owed(loss).select_related("request__site", "request__provider"))
    heirs = Heirs(loss.person, (request_of(each) for each in owed))
    for each in owed:
        found = tuple(heirs.of_commitment(request_of(each), each.owed_by))
        yield _held(
            "commitment", "commitment", each, request_of(each), title=each.text, heirs=found
        )


def _pass_commitments(loss: Loss, chosen: Chosen, by: Actor) -> None:
    held = locks.hold_all(_owed(loss).order_by("pk"))
    rows = TTARequest.objects.for_step().in_bulk({each.request_id for each in held})
    heirs = Heirs(loss.person, rows.values())
    for commitment in held:
        tta_request = rows[commitment.request_id]
        able = heirs.of_commitment(tta_request, commitment.owed_by)
        commitment.owner_id = taker(able, chosen.get(f"commitment:{commitment.pk}"))
        commitment.version += 1
        commitment.save(update_fields=["owner", "version"])
        text = f"Commitment handed over, because {loss.person} has left: {commitment.text}"
        made = entry(tta_request, "commitment", text, by=by, audience=MessageAudience.SHARED)
        emit(
            "tta_requests.announce_heir",
            key=f"heir:{made.pk}",
            payload={"commitment": str(commitment.pk), "entry": str(made.pk)},
        )


# Referrals


def _asked(loss: Loss) -> QuerySet[FederalReferral]:
    asked = FederalReferral.objects.filter(
        state=ReferralState.ASKED,
        request__status__in=OPEN_STATUSES,
        membership__user=loss.person,
    )
    of_seats = asked if loss.closes else asked.filter(membership_id__in=loss.seats)
    return of_seats.order_by("created_at", "pk")


def _seated(referral: FederalReferral, loss: Loss) -> tuple[Heir, ...]:
    others = referrals.holders(referral).exclude(user=loss.person)
    return tuple(Heir(each.user_id, str(each.user)) for each in others)


def _referrals_held(loss: Loss) -> Iterator[Held]:
    for each in _asked(loss).select_related("request__site", "membership"):
        found = (*_seated(each, loss), OFFICE)
        yield _held("referral", "referral", each, each.request, heirs=found)


def _pass_referrals(loss: Loss, chosen: Chosen, by: Actor) -> None:
    for each in _asked(loss).select_related("request__site", "membership"):
        kept = locked(each.request_id)
        to = taker(_seated(each, loss), chosen.get(f"referral:{each.pk}"))
        referrals.pass_on(kept, each, to=to, left=str(loss.person), by=by)


# What agencies agreed to


def _agreed(loss: Loss) -> QuerySet[FederalReferral]:
    agreed = FederalReferral.objects.filter(
        state=ReferralState.HELPS,
        request__status__in=UNFINISHED,
        membership__user=loss.person,
    )
    of_seats = agreed if loss.closes else agreed.filter(membership_id__in=loss.seats)
    return of_seats.select_related("request__site", "membership").order_by("created_at", "pk")


def _agreed_held(loss: Loss) -> Iterator[Held]:
    for each in _agreed(loss):
        others = _seated(each, loss)
        kept = f"Stays with {each.agency}: {', '.join(heir.label for heir in others)}."
        fate = kept if others else "The coordinators are asked to find someone else."
        yield _held("agreed", "agency's agreed help", each, each.request, fate=fate)


def _pass_agreed(loss: Loss, chosen: Chosen, by: Actor) -> None:
    for each in _agreed(loss):
        if not referrals.holders(each).exclude(user=loss.person).exists():
            emit(
                "tta_requests.announce_agency_left",
                key=f"agency-left:{each.pk}:{each.membership_id}",
                payload={"referral": str(each.pk)},
            )


# Evaluations


def _awaited(loss: Loss) -> QuerySet[Evaluation]:
    lost = Q(kind__in=[EvaluationKind.REQUESTER, EvaluationKind.OUTCOME], site_id__in=loss.sites)
    if loss.organization:
        lost |= Q(kind=EvaluationKind.PROVIDER, provider_id=loss.organization)
    asked = Evaluation.objects.of_respondent(loss.person.pk).waited_for(clock.now())
    return (asked if loss.closes else asked.filter(lost)).order_by("closes_at", "pk")


def _evaluations_held(loss: Loss) -> Iterator[Held]:
    asked = list(_awaited(loss).select_related("request__site"))
    heirs = Heirs(loss.person, (each.request for each in asked))
    for each in asked:
        found = tuple(heirs.of_evaluation(each))
        fate = "" if found else "Closes, because no one else on that side can answer it."
        yield _held("evaluation", "evaluation", each, each.request, heirs=found, fate=fate)


def _pass_evaluations(loss: Loss, chosen: Chosen, by: Actor) -> None:
    asked = list(_awaited(loss).select_related("request__site"))
    heirs = Heirs(loss.person, (each.request for each in asked))
    for each in asked:
        tta_request = locked(each.request_id)
        kept = locks.hold_all(_awaited(loss).filter(pk=each.pk))
        for evaluation in kept:
            to = taker(heirs.of_evaluation(each), chosen.get(f"evaluation:{each.pk}"))
            _pass_evaluation(tta_request, evaluation, to, left=str(loss.person), by=by)


def _pass_evaluation(
    tta_request: TTARequest, kept: Evaluation, to: int | None, *, left: str, by: Actor
) -> None:
    if to is None:
        kept.closes_at = clock.now()
        kept.save(update_fields=["closes_at"])
        said = f"Evaluation closed, because {left} has left and no one else can answer it"
    else:
        kept.respondent_id = to
        kept.save(update_fields=["respondent"])
        said = f"Evaluation passed on, because {left} has left"
        payload = {"evaluation": str(kept.pk)}
        emit("tta_requests.ask_to_evaluate", key=f"evaluate:{kept.pk}:{to}", payload=payload)
    entry(tta_request, "evaluation", said, by=by, audience=MessageAudience.INTERNAL)


# Offers and work of an organization whose last person leaves


def _abandoned(loss: Loss) -> int | None:
    """Return the organization that has nobody left; None while somebody is."""
    if loss.organization and not recipients.people_of(loss.organization) - {loss.person.pk}:
        return loss.organization
    return None


def _offers_held(loss: Loss) -> Iterator[Held]:
    organization = _abandoned(loss)
    for each in _open_offers(organization).select_related("request__site", "provider"):
        fate = f"Withdrawn, because {each.provider} has no one left. The next provider is asked."
        yield _held("offer", "open offer", each, each.request, fate=fate)


def _open_offers(organization: int | None) -> QuerySet[Offer]:
    open_ones = Offer.objects.open().of_organizations([organization or 0])
    return open_ones.order_by("offered_at", "pk")


def _pass_offers(loss: Loss, chosen: Chosen, by: Actor) -> None:
    for each in _open_offers(_abandoned(loss)):
        offers.give_back(each, by=PORTAL)


def _work(organization: int | None) -> QuerySet[TTARequest]:
    work = TTARequest.objects.filter(provider_id=organization or 0, status__in=LEFT_ALONE)
    return work.select_related("site").order_by("number")


def _work_held(loss: Loss) -> Iterator[Held]:
    for each in _work(_abandoned(loss)):
        fate = "A coordinator is asked to choose another provider."
        yield _held("work", "accepted request", each, each, fate=fate)


def _pass_work(loss: Loss, chosen: Chosen, by: Actor) -> None:
    for each in _work(_abandoned(loss)):
        emit(
            "tta_requests.announce_abandoned",
            key=f"abandoned:{each.pk}:{each.version}",
            payload={"request": str(each.pk)},
        )


def _drafts_held(loss: Loss) -> Iterator[Held]:
    drafts = TTARequest.objects.filter(requester=loss.person, status=Status.DRAFT)
    for each in (drafts if loss.closes else drafts.filter(site_id__in=loss.sites)).select_related(
        "site"
    ):
        fate = (
            "Left to the site's points of contact, who can read the site's drafts. No one else can."
        )
        yield _held("draft", "draft request", each, each, fate=fate)


for _slug, _find, _pass in (
    ("request", _requests_held, _pass_requests),
    ("commitment", _commitments_held, _pass_commitments),
    ("referral", _referrals_held, _pass_referrals),
    ("agreed", _agreed_held, _pass_agreed),
    ("evaluation", _evaluations_held, _pass_evaluations),
    ("offer", _offers_held, _pass_offers),
    ("work", _work_held, _pass_work),
    ("draft", _drafts_held, None),
):
    holdings.declare(Holding(slug=_slug, held=_find, pass_on=_pass, readable=_readable))
