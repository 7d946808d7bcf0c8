"""Handlers of outbox messages of exchanges: each reads ids from the payload and sends a notice without any text."""

from django.urls import reverse

from exchanges.actions.gates import ANSWER, HOSTS, OVER_LIMIT, SEEN, STAFF, TEAM
from exchanges.enums import StepKind
from exchanges.models import PeerExchange
from exchanges.querysets.exchanges import ANSWERS, KEEPS, people_at
from foundation.accounts.models import User
from foundation.accounts.roles import COORDINATOR, PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.notifications.notices import Due
from foundation.outbox import Payload, handler

TOLD = {
    StepKind.ALLOW: "see that the visit may exceed the host's limit",
    StepKind.SET_GOALS: "see what the visiting site wants to learn",
    StepKind.SET_DATES: "see the dates of the visit",
    StepKind.REPORT: "read the after-action report and agree to it",
    StepKind.ACCEPT: "plan the visit with the other site",
    StepKind.DECLINE: "see that the host declined the visit",
    StepKind.PLAN: "see the confirmed plan",
    StepKind.MARK_HELD: "write the after-action report",
    StepKind.AGREE: "follow up on what both sites will do",
    StepKind.CLOSE: "see that the exchange is closed",
    StepKind.CANCEL: "see that the exchange is canceled",
}


@handler("exchanges.tell_step")
def tell_step(payload: Payload) -> None:
    """Tell the people of both sites of a step; of a new visit, those who answer for the host.

    A step that a later one has overtaken is told of by that one alone, but for the request itself.
    """
    exchange = PeerExchange.objects.for_page().get(pk=str(payload["exchange"]))
    step, by = StepKind(str(payload["step"])), int(payload["by"])
    page = reverse("exchanges:detail", args=[exchange.pk])
    if step == StepKind.ASK:
        notify.send(
            "exchange-asked",
            Due(
                key=f"exchange:{exchange.pk}:asked",
                recipients=people_at([exchange.host_id], ANSWERS, clock.now()) - {by},
                gate=ANSWER(exchange.pk),
                number=exchange.sites_named,
                action="accept or decline the visit",
                url=page,
                why=HOSTS,
            ),
        )
    elif exchange.version == payload["version"]:
        notify.send(
            "exchange-step",
            Due(
                key=f"exchange:{exchange.pk}:{exchange.version}",
                recipients=people_at(exchange.site_ids, KEEPS, clock.now()) - {by},
                gate=SEEN(exchange.pk),
                number=exchange.sites_named,
                action=TOLD[step],
                url=page,
                why=TEAM,
            ),
        )


@handler("exchanges.tell_over_limit")
def tell_over_limit(payload: Payload) -> None:
    """Tell DOJ staff that a host can't accept a visit without their reason."""
    exchange = PeerExchange.objects.for_page().get(pk=str(payload["exchange"]))
    staff = (PROGRAM_MANAGER.slug, COORDINATOR.slug)
    notify.send(
        "exchange-over-limit",
        Due(
            key=f"exchange:{exchange.pk}:over-limit",
            recipients={who for role in staff for who in User.objects.open_with_role(role)},
            gate=OVER_LIMIT(exchange.pk),
            number=exchange.sites_named,
            action="decide whether the host may exceed its limit",
            url=reverse("exchanges:detail", args=[exchange.pk]),
            why=STAFF,
        ),
    )
