"""The demonstration's people at a summit: what they chose, their check-ins, and what they wrote down there."""

from datetime import timedelta

from demo.actions import people
from engagements.actions import commitments
from engagements.models import origins
from foundation.accounts.actors import Actor
from foundation.accounts.roles import EXECUTIVE_LEADERSHIP, POINT_OF_CONTACT
from foundation.calendars import clock
from foundation.calendars.days import end_of, start_of
from sites.models import Site
from summits import policies
from summits.actions import check_ins, choices, notes
from summits.models import NOTE, Registration, Session, SessionNote, Summit
from tta_requests.actions import drafts

# The second session begins at the same time as the opening, where everyone is.
BESIDE_THE_OPENING = 1
LED = (
    "Other sites review each nonfatal shooting within a week. Ask for help to start this here.",
    "Trade on-call rosters with the host's homicide unit.",
    "Nothing new for us in this session.",
)


def choose(summit: Summit, site: Site) -> None:
    """Have a site's contact choose every session that has a time, after its leader chose the last one."""
    placed = Session.objects.of_summit(summit.pk).placed().order_by("during", "pk")
    with people.ActingAs(people.of(site, EXECUTIVE_LEADERSHIP.slug, "executive")) as by:
        choices.choose(placed.reverse()[0], by=by)
    with people.ActingAs(people.of(site, POINT_OF_CONTACT.slug, "law-enforcement")) as by:
        for session in placed:
            choices.choose(session, by=by)


def arrive(summit: Summit, *, by: Actor) -> None:
    """Check in everyone but the last who has a place, all of them at the opening and half at each session up to today."""
    confirmed = Registration.objects.of_summit(summit.pk).confirmed().select_related("summit")
    coming = [each for each in confirmed.order_by("pk") if policies.can_arrive(each)]
    came = coming[:-1]
    for registration in came:
        check_ins.check_in(registration, by=by)
    zone = summit.time_zone
    so_far = start_of(summit.starts_on, zone), end_of(clock.today(zone), zone)
    sessions = Session.objects.of_summit(summit.pk).placed().between(*so_far)
    for n, session in enumerate(sessions.order_by("during", "pk")):
        if n == BESIDE_THE_OPENING:
            continue
        for registration in came if n == 0 else came[n % 2 :: 2]:
            check_ins.check_in(registration, session=session, by=by)


def note(summit: Summit, site: Site) -> None:
    """Have a site's contact write three notes: one becomes a request, one a commitment, one needs nothing."""
    contact = people.of(site, POINT_OF_CONTACT.slug, "law-enforcement")
    sessions = Session.objects.of_summit(summit.pk).placed().select_related("summit")[: len(LED)]
    with people.ActingAs(contact) as by:
        written = [
            notes.write(session, site=site, text=text, by=by)
            for session, text in zip(sessions, LED, strict=True)
        ]
        _ask(written[0], by=by)
        commitments.add(
            site,
            text=LED[1],
            due_on=clock.today(site.time_zone) + timedelta(days=21),
            owner_id=by.user_id,
            origin=origins.find(by, f"{NOTE}:{written[1].pk}"),
            by=by,
        )
        notes.settle(written[2], is_settled=True, version=written[2].version, by=by)


def _ask(written: SessionNote, *, by: Actor) -> None:
    """Write a draft request that comes from a note, as its page fills it in."""
    values = {
        "title": written.session.title,
        "desired_change": written.text,
        "core_area": written.session.core_area,
    }
    origin = origins.find(by, f"{NOTE}:{written.pk}")
    drafts.create(site=written.site, values=values, origin=origin, by=by)
