"""The demonstration's communities: one in each state, with members, meetings, and posts; the people are invented."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from communities.actions import (
    attendances,
    communities,
    facilitators,
    marks,
    meetings,
    members,
    posts,
    proposals,
    rsvps,
    series,
    subscriptions,
    topics,
)
from communities.enums import Frequency
from communities.models import Community, Meeting
from demo.actions import people
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import (
    EXECUTIVE_LEADERSHIP,
    LIAISON,
    POINT_OF_CONTACT,
    PROGRAM_MANAGER,
)
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from library.actions import proposals as decisions
from library.enums import Audience, ResourceType
from sites.models import CoreArea, Site

EASTERN = ZoneInfo(OFFICIAL_ZONE)
YEAR = timedelta(days=364)
# How long ago the communities began, so that they have meetings behind them.
BEGAN = timedelta(days=100)
AGENDA = """Cameras that reach the real-time center: what they cost (demonstration)
License-plate readers and the new state law: questions
Who hosts in February?"""
RECORDING = "https://example.gov/recording"
# The last step of each community that has members, with its reason.
ROWS = (
    ("technology", "Technology", "", ""),
    ("investigations", "Investigations", "pause", "Meetings resume in March (demonstration)."),
    (
        "community-engagement",
        "Community engagement",
        "retire",
        "Its members go on in another community (demonstration).",
    ),
)
TALK = (
    (
        "Does anyone have a retention policy for drone video that the prosecutor signed off on?",
        "contact",
    ),
    ("We do: 90 days, longer with a case number. I'll bring it to the next meeting.", "harbor"),
    ("The prosecutor's one-page checklist helped us most.", "liaison"),
)

OFFER = "Our alert-to-lead time went from 9 days to 3. Happy to show how (demonstration)."
TOPICS = (
    "What does a camera registry for residents need? (demonstration)",
    "Radios that reach the next county (demonstration)",
    "How do you train new analysts? (demonstration)",
)

SHARED = (
    (
        "Drone video: how long we save it",
        "Our policy on drone video, as the prosecutor signed it (demonstration).",
        "https://training.example.gov/drone-video",
    ),
    (
        "Camera list of 2023",
        "Which cameras we had in 2023 (demonstration).",
        "https://training.example.gov/camera-list",
    ),
    (
        "Questions for a camera vendor",
        "What to ask before you buy (demonstration).",
        "https://training.example.gov/vendor-questions",
    ),
)


def fill(city: Site, harbor: Site) -> None:
    """Set up a community for each state; those beyond forming have people who talk to each other."""
    liaison = people.of(city, LIAISON.slug, "liaison")
    manager = people.staff(PROGRAM_MANAGER.slug)
    with people.ActingAs(manager) as by:
        _set_up("gun-violence", "Gun violence", by=by)
    for slug, name, step, reason in ROWS:
        model_site = harbor if slug == "technology" else None
        with clock.frozen(clock.now() - BEGAN):
            with people.ActingAs(manager) as by:
                made = _set_up(slug, name, model_site=model_site, by=by)
                facilitators.give(made, email=liaison.email, by=by)
                communities.take(made, "activate", version=made.version, by=by)
            _begin(_now(made), city, harbor, liaison)
        _live(_now(made), city, harbor, liaison)
        if not step:
            _propose(_now(made), people.of(city, POINT_OF_CONTACT.slug, "law-enforcement"))
        else:
            now = _now(made)
            with people.ActingAs(manager) as by:
                communities.take(now, step, version=now.version, reason=reason, by=by)


def _set_up(slug: str, name: str, *, model_site: Site | None = None, by: Actor) -> Community:
    return communities.set_up(
        slug=f"demo-{slug}",
        name=f"{name} community (demonstration)",
        audience="site teams",
        purpose="Share what works, and what you would leave out (demonstration).",
        core_area=CoreArea.objects.with_slugs([slug]).first(),
        model_site=model_site,
        open_to=[POINT_OF_CONTACT.slug],
        is_demo=True,
        by=by,
    )


def _begin(community: Community, city: Site, harbor: Site, liaison: User) -> None:
    """Schedule a year of second Wednesdays; contacts join by their role, and one follows all posts."""
    contact = people.of(city, POINT_OF_CONTACT.slug, "law-enforcement")
    with people.ActingAs(liaison) as by:
        today = clock.today(OFFICIAL_ZONE)
        series.schedule(
            community,
            frequency=Frequency.MONTHLY,
            week=2,
            weekday=2,
            at=time(15),
            minutes=60,
            starts_on=today,
            ends_on=today + YEAR,
            link="https://example.gov/meeting",
            by=by,
        )
    for person in (contact, people.of(harbor, POINT_OF_CONTACT.slug, "law-enforcement")):
        with people.ActingAs(person) as by:
            members.join(community, by=by)
    with people.ActingAs(contact) as by:
        subscriptions.choose(community, is_following=True, by=by)


def _live(community: Community, city: Site, harbor: Site, liaison: User) -> None:
    """Record who came to past meetings, change two ahead, and have people talk; the executive waits to be admitted."""
    contact = people.of(city, POINT_OF_CONTACT.slug, "law-enforcement")
    other = people.of(harbor, POINT_OF_CONTACT.slug, "law-enforcement")
    with people.ActingAs(liaison) as by:
        _meet(community, [contact, other], by=by)
        _change(community, by=by)
        ahead = Meeting.objects.of_community(community.pk).taking_place().ahead(clock.now())
        following = ahead.select_related("community")[0]
    with people.ActingAs(other) as by:
        rsvps.say_yes(following, by=by)
    with people.ActingAs(people.of(city, EXECUTIVE_LEADERSHIP.slug, "executive")) as by:
        members.join(community, note="I'd like to hear what others do (demonstration).", by=by)
    writers = {"contact": contact, "harbor": other, "liaison": liaison}
    question = None
    for text, who in TALK:
        with people.ActingAs(writers[who]) as by:
            said = posts.write(
                community, text=text, is_question=not question, parent=question, by=by
            )
            question = question or said
    with people.ActingAs(other) as by:
        if question:
            marks.mark(question, by=by)
        posts.write(community, text=OFFER, by=by)
    _suggest(community, contact, liaison)


def _propose(community: Community, author: User) -> None:
    """Propose three posts for the library: one is added, one is declined, and one waits."""
    with people.ActingAs(author) as by:
        added, declined, _ = (
            proposals.propose(
                posts.write(community, text=text, by=by), title=title, summary=text, url=url, by=by
            )
            for title, text, url in SHARED
        )
    with people.ActingAs(people.staff(PROGRAM_MANAGER.slug)) as by:
        decisions.accept(
            added,
            title=added.title,
            type=ResourceType.POLICY,
            summary=added.summary,
            core_areas=CoreArea.objects.with_slugs(["technology"]),
            audience=Audience.NETWORK,
            url=added.url,
            review_by=clock.today(OFFICIAL_ZONE) + YEAR,
            is_demo=True,
            by=by,
        )
        decisions.decline(declined, reason="The form above replaces it (demonstration).", by=by)


def _suggest(community: Community, member: User, facilitator: User) -> None:
    """Suggest a topic that becomes a thread, one that is declined, and one that waits."""
    with people.ActingAs(member) as by:
        cameras, radios, _ = (topics.suggest(community, text=text, by=by) for text in TOPICS)
    with people.ActingAs(facilitator) as by:
        topics.accept(cameras, text=cameras.text, by=by)
        topics.decline(radios, reason="We talked about it in May (demonstration).", by=by)


def _meet(community: Community, came: list[User], *, by: Actor) -> None:
    """Record who came to each past meeting, the first person to all of them, and where the recording is."""
    held = Meeting.objects.of_community(community.pk).taking_place().behind(clock.now())
    for number, meeting in enumerate(held):
        there = [person.pk for person in came[: 1 + (number + 1) % len(came)]]
        told = attendances.record(meeting, people=there, version=meeting.version, by=by)
        meetings.describe(
            told, agenda=AGENDA, link="", recording=RECORDING, version=told.version, by=by
        )


def _change(community: Community, *, by: Actor) -> None:
    """Say what the next meeting is about; move the second one, and cancel the third."""
    upcoming = Meeting.objects.of_community(community.pk).taking_place().ahead(clock.now())
    following, moved, canceled = upcoming[:3]
    meetings.describe(
        following,
        agenda=AGENDA,
        link=following.link,
        recording="",
        version=following.version,
        by=by,
    )
    day = moved.slot.astimezone(EASTERN).date() + timedelta(days=1)
    starts = datetime.combine(day, time(15), EASTERN)
    reason = "The room is taken (demonstration)."
    meetings.move(moved, starts_at=starts, reason=reason, version=moved.version, by=by)
    reason = "Everyone is at the summit (demonstration)."
    meetings.cancel(canceled, reason=reason, version=canceled.version, by=by)


def _now(community: Community) -> Community:
    return Community.objects.get(pk=community.pk)
