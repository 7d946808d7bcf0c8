"""Communities of the matrix: one of each site, whose posts and members others must not see."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from communities.enums import LIFECYCLE
from communities.models import (
    Attendance,
    Community,
    Facilitator,
    Meeting,
    Member,
    MisuseReport,
    Post,
    Rsvp,
    Series,
    Subscription,
    Topic,
    UsefulMark,
)
from foundation.accounts.models import User
from sites.models import Site
from tests.factories.accounts import UserFactory

# The row for each step's page: a community in a state from which it starts.
ROWS = {
    "activate": "community-open",
    "pause": "community",
    "resume": "community-paused",
    "retire": "community",
}
ARGUMENTS: dict[tuple[str, str], tuple[str, str]] = {
    **{
        (f"communities:{name}", "slug"): ("community", "slug")
        for name in (
            "detail",
            "calendar-file",
            "past",
            "history",
            "leave",
            "members",
            "add-facilitator",
            "schedule",
            "reports",
            "write-post",
            "follow",
            "unfollow",
            "topics",
            "suggest-topic",
        )
    },
    **{
        (f"api:{name}", "slug"): ("community", "slug")
        for name in (
            "community",
            "community-following",
            "community-meetings",
            "community-members",
            "community-membership",
            "community-posts",
            "community-topics",
        )
    },
    ("communities:join", "slug"): ("community-open", "slug"),
    **{(f"communities:{row.name}", "slug"): (ROWS[row.name], "slug") for row in LIFECYCLE.rows},
    ("communities:admit-member", "pk"): ("community-asked", "pk"),
    ("communities:decline-member", "pk"): ("community-asked", "pk"),
    ("communities:remove-member", "pk"): ("community-member", "pk"),
    ("communities:end-facilitator", "pk"): ("community-facilitator", "pk"),
    ("communities:replace-series", "pk"): ("community-series", "pk"),
    **{
        (f"communities:{name}", "pk"): ("community-meeting", "pk")
        for name in (
            "meeting",
            "describe-meeting",
            "move-meeting",
            "cancel-meeting",
            "end-series",
            "say-yes",
            "take-back-yes",
        )
    },
    ("communities:attendance", "pk"): ("community-held", "pk"),
    ("api:meeting-attendance", "pk"): ("community-held", "pk"),
    ("api:meeting-rsvp", "pk"): ("community-meeting", "pk"),
    ("api:thread-following", "pk"): ("community-post", "pk"),
    ("api:community-post-proposal", "pk"): ("community-post", "pk"),
    ("api:community-post-mark", "pk"): ("community-answer", "pk"),
    **{
        (f"{room}:{name}", "pk"): ("community-topic", "pk")
        for room in ("communities", "api")
        for name in ("accept-topic", "decline-topic")
    },
    ("communities:mark-post", "pk"): ("community-answer", "pk"),
    ("communities:unmark-post", "pk"): ("community-answer", "pk"),
    **{
        (f"communities:{name}", "pk"): ("community-post", "pk")
        for name in ("thread", "follow-thread", "unfollow-thread")
    },
    ("communities:remove-post", "pk"): ("community-post", "pk"),
    ("communities:propose-post", "pk"): ("community-post", "pk"),
    ("communities:report-post", "pk"): ("community-answer", "pk"),
    ("communities:dismiss-report", "pk"): ("community-report", "pk"),
    ("communities:restore-post", "pk"): ("community-hidden", "pk"),
}


def plant(
    site: Site,
    contact: User,
    leader: User,
    now: datetime,
    text: Callable[[str], str] = lambda kind: f"Secret {kind}",
) -> dict[str, Any]:
    """Create a community of which the contact is a member and a person of their own site wants to be one.

    Arguments:
        leader: who facilitates it.
    """
    rows: dict[str, Any] = {
        f"community{state and f'-{state}'}": Community.objects.create(
            slug=f"practice{state and f'-{state}'}-{site.slug}",
            name=f"Practice {state} {site.pk}",
            status={"": "active", "open": "forming"}.get(state, state),
            made_at=now,
        )
        for state in ("", "open", "paused")
    }
    for key in ("community-open", "community-paused", "community"):
        rows["community-facilitator"] = Facilitator.objects.create(
            community=rows[key], person=leader, starts_at=now - timedelta(days=1)
        )
    community = rows["community"]
    known = {"community": community, "site": site, "asked_at": now}
    rows["community-member"] = Member.objects.create(
        **known, person=contact, status="member", joined_at=now, decided_by=leader
    )
    asking = UserFactory(name="Asks", email=f"asks-{site.slug}@example.gov")
    rows["community-asked"] = Member.objects.create(
        **known, person=asking, status="asked", note=text("site")
    )
    fellow = UserFactory(name="Fellow", email=f"fellow-{site.slug}@example.gov")
    rows["community-fellow"] = Member.objects.create(
        **known, person=fellow, status="member", joined_at=now, decided_by=leader
    )
    day = (now + timedelta(days=30)).date()
    rows["community-series"] = series = Series.objects.create(
        community=community,
        week=2,
        weekday=2,
        at=time(15),
        first_day=now.date(),
        last_day=day + timedelta(days=60),
        made_at=now,
    )
    starts = now + timedelta(days=30)
    rows["community-meeting"] = Meeting.objects.create(
        community=community,
        series=series,
        slot=starts,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        changed_at=now,
    )
    began = now - timedelta(days=30)
    rows["community-held"] = held = Meeting.objects.create(
        community=community,
        series=series,
        slot=began,
        starts_at=began,
        ends_at=began + timedelta(hours=1),
        changed_at=now,
    )
    rows["community-attendance"] = Attendance.objects.create(
        community=community, meeting=held, person=contact, site=site, recorded_at=now
    )
    rows["community-rsvp"] = Rsvp.objects.create(
        community=community,
        meeting=rows["community-meeting"],
        member=rows["community-member"],
        made_at=now,
    )
    rows["community-subscription"] = Subscription.objects.create(
        community=community, person=contact, is_following=True, changed_at=now
    )
    said = {"community": community, "author": contact, "made_at": now, "text": text("site")}
    rows["community-post"] = post = Post.objects.create(**said)
    rows["community-answer"] = Post.objects.create(**said | {"author": leader, "parent": post})
    rows["community-mark"] = UsefulMark.objects.create(
        community=community, post=post, person=leader, marked_at=now
    )
    rows["community-topic"] = Topic.objects.create(
        community=community, text=text("site"), suggested_by=contact, suggested_at=now
    )
    rows["community-hidden"] = Post.objects.create(
        **said, hidden_at=now, hidden_by=contact, hidden_reason="Taken back."
    )
    rows["community-report"] = MisuseReport.objects.create(
        community=community,
        post=post,
        written_by=contact,
        quoted=text("site"),
        misuse="other",
        made_by=fellow,
        made_at=now,
    )
    return rows
