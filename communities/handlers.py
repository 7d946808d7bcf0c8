"""Handlers of outbox messages of communities: each reads ids from the payload and sends a notice without any text."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from communities.actions import reports
from communities.actions.gates import (
    BELONGS,
    MEMBER,
    OWN,
    OWN_TOPIC,
    REPORTED,
    TOPIC_WAITS,
    WAITS,
)
from communities.enums import MemberState, State, TopicState
from communities.models import Community, Meeting, Member, MisuseReport, Post, Topic
from communities.querysets.communities import facilitators_of, people_of
from communities.querysets.subscriptions import followers_of, followers_of_thread
from foundation.accounts.models import User
from foundation.accounts.roles import PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.notifications import notify
from foundation.notifications.notices import Due
from foundation.outbox import Payload, handler
from foundation.ui import dates

STEPS = {
    State.PAUSED: "see that meetings are paused",
    State.ACTIVE: "see that meetings are resuming",
    State.RETIRED: "see that the community is retired",
}


@handler("communities.tell_meeting")
def tell_meeting(payload: Payload) -> None:
    """Tell members and facilitators that a meeting has another time, or is canceled.

    A meeting that was moved again since is told of by the later message; a changed agenda overtakes nothing.
    """
    found = Meeting.objects.select_related("community").filter(pk=str(payload["meeting"]))
    meeting = found.first()
    if meeting is None or meeting.status != payload["status"]:
        return
    if meeting.starts_at != datetime.fromisoformat(str(payload["starts_at"])):
        return
    when = dates.when(meeting.starts_at, OFFICIAL_ZONE)
    notify.send(
        "community-meeting-changed",
        Due(
            key=f"meeting:{meeting.pk}:{payload['version']}",
            recipients=people_of(meeting.community_id, clock.now()) - {int(payload["by"])},
            gate=BELONGS(meeting.community_id),
            number=meeting.community.name,
            action=f"see that the meeting on {when} is canceled"
            if meeting.is_canceled
            else f"see the new meeting time, {when}",
            url=reverse("communities:meeting", args=[meeting.pk]),
            why=MEMBER,
        ),
    )


@handler("communities.tell_rescheduled")
def tell_rescheduled(payload: Payload) -> None:
    """Tell members and facilitators that later meetings have another time."""
    community = Community.objects.get(pk=str(payload["community"]))
    found = Meeting.objects.filter(series=UUID(str(payload["series"]))).taking_place()
    first = found.ahead(clock.now()).first()
    if first is None:
        return
    notify.send(
        "community-rescheduled",
        Due(
            key=f"series:{payload['series']}",
            recipients=people_of(community.pk, clock.now()) - {int(payload["by"])},
            gate=BELONGS(community.pk),
            number=community.name,
            action=f"see the new times from {dates.when(first.starts_at, OFFICIAL_ZONE)}",
            url=reverse("communities:detail", args=[community.slug]),
            why=MEMBER,
        ),
    )


@handler("communities.tell_ended")
def tell_ended(payload: Payload) -> None:
    """Tell members and facilitators once that a meeting and all that follow it are canceled."""
    meeting = Meeting.objects.select_related("community").get(pk=str(payload["meeting"]))
    if not meeting.is_canceled:
        return
    when = dates.when(datetime.fromisoformat(str(payload["starts_at"])), OFFICIAL_ZONE)
    notify.send(
        "community-meeting-changed",
        Due(
            key=f"ended:{meeting.pk}:{payload['version']}",
            recipients=people_of(meeting.community_id, clock.now()) - {int(payload["by"])},
            gate=BELONGS(meeting.community_id),
            number=meeting.community.name,
            action=f"see that the meetings from {when} on are canceled",
            url=reverse("communities:meeting", args=[meeting.pk]),
            why=MEMBER,
        ),
    )


@handler("communities.tell_step")
def tell_step(payload: Payload) -> None:
    """Tell members and facilitators that the community is paused, meets again, or is retired."""
    community = Community.objects.get(pk=str(payload["community"]))
    if community.status != payload["status"]:
        return
    notify.send(
        "community-step",
        Due(
            key=f"community:{community.pk}:{payload['version']}",
            recipients=people_of(community.pk, clock.now()) - {int(payload["by"])},
            gate=BELONGS(community.pk),
            number=community.name,
            action=STEPS[State(community.status)],
            url=reverse("communities:detail", args=[community.slug]),
            why=MEMBER,
        ),
    )


@handler("communities.tell_asked")
def tell_asked(payload: Payload) -> None:
    """Tell the facilitators that a person asked to join."""
    member = Member.objects.select_related("community").get(pk=str(payload["member"]))
    notify.send(
        "community-request",
        Due(
            key=f"member:{member.pk}:asked",
            recipients=facilitators_of(member.community_id, clock.now()),
            gate=WAITS(member.pk),
            number=member.community.name,
            action="answer a request to join",
            url=reverse("communities:members", args=[member.community.slug]),
            why="You facilitate this community.",
        ),
    )


@handler("communities.tell_answered")
def tell_answered(payload: Payload) -> None:
    """Tell a person that their request to join was answered, or that they were removed."""
    member = Member.objects.select_related("community").get(pk=str(payload["member"]))
    if member.version != payload["version"]:
        return
    admitted = member.status == MemberState.MEMBER
    notify.send(
        "community-answer",
        Due(
            key=f"member:{member.pk}:{member.version}",
            recipients={member.person_id},
            gate=OWN(member.pk),
            number=member.community.name,
            action="see that you're a member now" if admitted else "see your membership",
            url=reverse("communities:detail", args=[member.community.slug]),
            why="You asked to join this community.",
        ),
    )


@handler("communities.tell_reply")
def tell_reply(payload: Payload) -> None:
    """Tell the people who follow a thread that there is a reply; the mail has none of its text."""
    found = Post.objects.select_related("community", "parent").filter(pk=str(payload["post"]))
    post = found.first()
    # The page of a thread whose first post is removed is closed to most who wrote in it.
    if post is None or post.parent is None or post.is_hidden or post.parent.is_hidden:
        return
    notify.send(
        "community-reply",
        Due(
            key=f"post:{post.pk}",
            recipients=followers_of_thread(post.parent) - {post.author_id},
            gate=BELONGS(post.community_id),
            number=post.community.name,
            action="read a reply in a thread you follow",
            url=post.get_absolute_url(),
            why="You wrote in this thread, or chose to follow it. You can stop on its page.",
        ),
    )


@handler("communities.tell_post")
def tell_post(payload: Payload) -> None:
    """Tell the people who follow a community that there is a new post; the mail has none of its text."""
    post = Post.objects.select_related("community").filter(pk=str(payload["post"])).first()
    if post is None or post.is_hidden:
        return
    notify.send(
        "community-post",
        Due(
            key=f"post:{post.pk}",
            recipients=followers_of(post.community) - {post.author_id},
            gate=BELONGS(post.community_id),
            number=post.community.name,
            action="read a new post",
            url=post.get_absolute_url(),
            why="You follow this community. You can stop on its page.",
        ),
    )


@handler("communities.close_reports")
def close_reports(payload: Payload) -> None:
    """Close the reports of a post that its author removed, unless it is shown again."""
    post = Post.objects.filter(pk=str(payload["post"]), hidden_at__isnull=False).first()
    if post is not None:
        reports.close_taken_back(post)


@handler("communities.tell_report")
def tell_report(payload: Payload) -> None:
    """Tell the facilitators, or the managers of a community without any, that a post is reported."""
    report = MisuseReport.objects.select_related("community").get(pk=str(payload["report"]))
    people = facilitators_of(report.community_id, clock.now()) - {report.written_by_id}
    notify.send(
        "community-report",
        Due(
            key=f"report:{report.pk}",
            recipients=people or set(User.objects.open_with_role(PROGRAM_MANAGER.slug)),
            gate=REPORTED(report.pk),
            number=report.community.name,
            action="decide on a reported post",
            url=reverse("communities:reports", args=[report.community.slug]),
            why="You facilitate this community, or manage the program.",
        ),
    )


@handler("communities.tell_topic")
def tell_topic(payload: Payload) -> None:
    """Tell the facilitators that a member suggested a topic; the mail has none of its text."""
    topic = Topic.objects.select_related("community").get(pk=str(payload["topic"]))
    notify.send(
        "community-topic",
        Due(
            key=f"topic:{topic.pk}",
            recipients=facilitators_of(topic.community_id, clock.now()) - {topic.suggested_by_id},
            gate=TOPIC_WAITS(topic.pk),
            number=topic.community.name,
            action="decide on a suggested topic",
            url=reverse("communities:topics", args=[topic.community.slug]),
            why="You facilitate this community.",
        ),
    )


@handler("communities.tell_topic_decided")
def tell_topic_decided(payload: Payload) -> None:
    """Tell a person what became of the topic they suggested."""
    topic = Topic.objects.select_related("community").get(pk=str(payload["topic"]))
    is_accepted = topic.status == TopicState.ACCEPTED
    notify.send(
        "community-topic-decided",
        Due(
            key=f"topic:{topic.pk}:decided",
            recipients={topic.suggested_by_id} - {topic.decided_by_id},
            gate=OWN_TOPIC(topic.pk),
            number=topic.community.name,
            action="read the thread on your topic"
            if is_accepted
            else "see the answer to your topic",
            url=reverse("communities:topics", args=[topic.community.slug]),
            why="You suggested this topic.",
        ),
    )
