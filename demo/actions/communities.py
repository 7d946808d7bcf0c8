"""The demonstration's communities: one in each state, with members, meetings, and posts; the people are invented."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from communities.actions import communities, facilitators, meetings, members, posts, series
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
from sites.models import CoreArea, Site

EASTERN = ZoneInfo(OFFICIAL_ZONE)
YEAR = timedelta(days=364)
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


def fill(city: Site, harbor: Site) -> None:
    """Set up a community for each state; those beyond forming have people who talk to each other."""
    liaison = people.of(city, LIAISON.slug, "liaison")
    with people.ActingAs(people.staff(PROGRAM_MANAGER.slug)) as by:
        _set_up("gun-violence", "Gun violence", by=by)
        for slug, name, step, reason in ROWS:
            made = _set_up(slug, name, model_site=harbor if slug == "technology" else None, by=by)
            facilitators.give(made, email=liaison.email, by=by)
            communities.take(made, "activate", version=made.version, by=by)
            _live(_now(made), city, harbor, liaison)
            if step:
                now = _now(made)
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


def _live(community: Community, city: Site, harbor: Site, liaison: User) -> None:
    contact = people.of(city, POINT_OF_CONTACT.slug, "law-enforcement")
    other = people.of(harbor, POINT_OF_CONTACT.slug, "law-enforcement")
    with people.ActingAs(liaison) as by:
        _schedule(community, clock.today(OFFICIAL_ZONE), by=by)
    for person in (contact, other, people.of(city, EXECUTIVE_LEADERSHIP.slug, "executive")):
        with people.ActingAs(person) as by:
            # The executive waits to be admitted.
            members.join(community, note="I'd like to hear what others do (demonstration).", by=by)
    writers = {"contact": contact, "harbor": other, "liaison": liaison}
    question = None
    for text, who in TALK:
        with people.ActingAs(writers[who]) as by:
            said = posts.write(community, text=text, parent=question, by=by)
            question = question or said


def _schedule(community: Community, today: date, *, by: Actor) -> None:
    """Schedule a year of second Wednesdays; the second meeting is moved, and the third one canceled."""
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
    _first, moved, canceled = Meeting.objects.of_community(community.pk).ahead(clock.now())[:3]
    day = moved.slot.astimezone(EASTERN).date() + timedelta(days=1)
    starts = datetime.combine(day, time(15), EASTERN)
    reason = "The room is taken (demonstration)."
    meetings.move(moved, starts_at=starts, reason=reason, version=moved.version, by=by)
    reason = "Everyone is at the summit (demonstration)."
    meetings.cancel(canceled, reason=reason, version=canceled.version, by=by)


def _now(community: Community) -> Community:
    return Community.objects.get(pk=community.pk)
