"""What of a community needs people, in words: a community that isn't active yet, and requests to join."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Value
from django.urls import reverse

from communities.enums import MemberState, Origin, State, TopicState
from communities.models import Community, Facilitator, Member, MisuseReport, Topic
from communities.policies import can_manage
from foundation.accounts.actors import Actor
from foundation.needs.columns import Row, needing
from foundation.needs.registry import Cause, Declaration, Within, declare

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


def _topics_page(row: Row) -> str:
    return reverse("communities:topics", args=[row.detail["slug"]])


def _reports_page(row: Row) -> str:
    return reverse("communities:reports", args=[row.detail["slug"]])


def _community(row: Row) -> str:
    return reverse("communities:detail", args=[row.detail["slug"]])


def _members_page(row: Row) -> str:
    return reverse("communities:members", args=[row.detail["slug"]])


def _admit(row: Row) -> str:
    return reverse("communities:admit-member", args=[row.detail["pk"]])


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
                why="It needs a facilitator, and then it can be activated.",
                href=_community,
            ),
        ),
        nobody={
            State.ACTIVE: "It meets by its schedule.",
            State.PAUSED: "A facilitator resumes it when it's time.",
            State.RETIRED: "Nothing of it is changed any more.",
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
                href=_members_page,
                action=_admit,
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
                verb="Decide on post",
                title="Decide on a reported post",
                why="A member reported it. A facilitator removes it, or it's left as it is.",
                href=_reports_page,
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
                href=_topics_page,
            ),
        ),
        nobody={TopicState.ACCEPTED: ANSWERED, TopicState.DECLINED: ANSWERED},
    )
)
