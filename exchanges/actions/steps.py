"""The parts that all actions here share: lock, check, record, tell."""

from django.db.models import QuerySet

from exchanges import policies
from exchanges.enums import StepKind
from exchanges.errors import NotNow, NotYourExchange
from exchanges.models import ExchangeStep, PeerExchange
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.outbox import emit
from foundation.workflow import locks


def lock(exchange: PeerExchange) -> PeerExchange:
    """Lock an exchange that the actor sees, with its sites.

    Raises:
        NotYourExchange: when the actor may not change it.
    """
    rows: QuerySet[PeerExchange, PeerExchange] = PeerExchange.objects.select_related(
        "visitor", "host"
    )
    return locks.hold(rows, exchange.pk, refusal=NotYourExchange)


def lock_for_planning(exchange: PeerExchange, *, by: Actor) -> PeerExchange:
    """Lock an exchange whose days, agenda, or participants the actor changes.

    Raises:
        NotYourExchange: when the actor works on it for neither site.
        NotNow: once it was held, and when it was declined or canceled.
    """
    held = lock(exchange)
    if held.status not in policies.PLANNING:
        raise NotNow
    if not policies.can_keep(by, held):
        raise NotYourExchange
    return held


def record(exchange: PeerExchange, step: StepKind, *, reason: str = "", by: Actor) -> ExchangeStep:
    """Record who did the step, and why.

    Raises:
        NotYourExchange: when a job does it, which no step allows.
    """
    if by.user_id is None:
        raise NotYourExchange
    return ExchangeStep.objects.create(
        exchange=exchange,
        step=step,
        reason=reason.strip(),
        made_by_id=by.user_id,
        made_at=clock.now(),
    )


def saved(held: PeerExchange, *changed: str) -> PeerExchange:
    """Save columns as a new version, and have its open notices looked at again."""
    held.version += 1
    held.save(update_fields=[*changed, "version"])
    notify.changed(held.sites_named, key=f"exchange:{held.pk}:{held.version}")
    return held


def tell(held: PeerExchange, step: StepKind, *, by: Actor) -> None:
    """Have the people of both sites notified of a step once this transaction is done."""
    emit(
        "exchanges.tell_step",
        key=f"exchanges.step:{held.pk}:{held.version}:{step}",
        payload={
            "exchange": str(held.pk),
            "step": str(step),
            "version": held.version,
            "by": by.user_id or 0,
        },
    )
