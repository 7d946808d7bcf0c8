"""What of a community needs people, in words: a community that isn't active yet, and requests to join."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Value

from communities.enums import MemberState, Origin, State, TopicState
from communities.models import Community, Facilitator, Member, MisuseReport, Topic
from communities.policies import can_manage
from foundation.accounts.actors import Actor
from foundation.needs.columns import needing
from foundation.needs.registry import Cause, Declaration, Within, declare
from foundation.workflow.declarations import address_of

ANSWERED = "It was answered."


def _communities(actor: Actor, _now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find what a manager set up and didn't activate; what was imported waits for no one."""
    if within.thing or within.site_id is not None or not can_manage(actor):
        return
    forming = Community.objects.filter(status=State.FORMING, origin=Origin.PORTAL)
    yield needing(
        forming,
        cause=Value("community-forming"),
        site=None,
        number=F("name"),
        since=F("made_at"),
        slug=F("slug"),
    )


def _members(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find the requests to join communities that the actor facilitates by a grant, without their own."""
    if within.thing or within.site_id is not None or actor.user_id is None:
        return
    facilitated = Facilitator.objects.facilitated_by(actor, now)
    waiting = Member.objects.waiting().filter(community__in=facilitated)
    yield needing(
        waiting.exclude(person_id=actor.user_id).exclude(community__status=State.RETIRED),
        cause=Value("community-request"),
        site=None,
        number=F("community__name"),
        since=F("asked_at"),
        slug=F("community__slug"),
        pk=F("pk"),
    )


def _reports(actor: Actor, _now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find the reports of misuse that the actor can decide."""
    if within.thing or within.site_id is not None or actor.user_id is None:
        return
    waiting = MisuseReport.objects.visible_to(actor).waiting()
    yield needing(
        waiting.exclude(community__status=State.RETIRED),
        cause=Value("community-report"),
        site=None,
        number=F("community__name"),
        since=F("made_at"),
        slug=F("community__slug"),
    )


def _topics(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find the topics suggested to communities that the actor facilitates by a grant."""
    if within.thing or within.site_id is not None or actor.user_id is None:
        return
    facilitated = Facilitator.objects.facilitated_by(actor, now)
    waiting = Topic.objects.waiting().filter(community__in=facilitated)
    yield needing(
        waiting.exclude(community__status=State.RETIRED),
        cause=Value("community-topic"),
        site=None,
        number=F("community__name"),
        since=F("suggested_at"),
        slug=F("community__slug"),
    )


declare(
    Declaration(
        name="communities",
        states=State,
        rows=_communities,
        causes=(
            Cause(
                slug="community-forming",
                states=(State.FORMING,),
                verb="Open community",
                title="Activate the community",
                why="Add a facilitator, then activate it.",
                href=address_of("communities:detail", "slug"),
            ),
        ),
        nobody={
            State.ACTIVE: "It meets by its schedule.",
            State.PAUSED: "A facilitator resumes it when it's time.",
            State.RETIRED: "It can't be changed anymore.",
        },
    )
)
declare(
    Declaration(
        name="community members",
        states=MemberState,
        rows=_members,
        causes=(
            Cause(
                slug="community-request",
                states=(MemberState.ASKED,),
                verb="Admit member",
                title="Answer a request to join",
                why="A person asked to join. Admit them, or decline with a reason.",
                href=address_of("communities:members", "slug"),
                action=address_of("communities:admit-member", "pk"),
            ),
        ),
        nobody={
            MemberState.MEMBER: ANSWERED,
            MemberState.DECLINED: ANSWERED,
            MemberState.LEFT: "The person left.",
            MemberState.REMOVED: "The person was removed.",
        },
    )
)
declare(
    Declaration(
        name="community reports",
        rows=_reports,
        causes=(
            Cause(
                slug="community-report",
                verb="Review report",
                title="Decide on a reported post",
                why="A member reported it. A facilitator can remove it or leave it as it is.",
                href=address_of("communities:reports", "slug"),
            ),
        ),
    )
)
declare(
    Declaration(
        name="community topics",
        states=TopicState,
        rows=_topics,
        causes=(
            Cause(
                slug="community-topic",
                states=(TopicState.SUGGESTED,),
                verb="Decide on topic",
                title="Decide on a suggested topic",
                why="A member suggested it. Start a thread on it, or decline with a reason.",
                href=address_of("communities:topics", "slug"),
            ),
        ),
        nobody={TopicState.ACCEPTED: ANSWERED, TopicState.DECLINED: ANSWERED},
    )
)
