"""The demonstration's leave: one liaison is away some weeks ahead, and the other stands in."""

from datetime import timedelta

from demo.actions import people
from foundation.accounts.roles import LIAISON
from foundation.calendars import clock
from sites.actions import stand_ins
from sites.models import Site

AHEAD, LENGTH = timedelta(days=24), timedelta(days=9)


def plan(first: Site, second: Site) -> None:
    """Record leave of one site's liaison at all of their sites, with another site's liaison as stand-in."""
    away = people.of(first, LIAISON.slug, "liaison")
    stand_in = people.of(second, LIAISON.slug, "liaison")
    begins = clock.today(first.time_zone) + AHEAD
    with people.ActingAs(away) as by:
        seats = stand_ins.seats_to_cover(away.pk, by)
        stand_ins.record(seats, first=begins, last=begins + LENGTH, stand_in=stand_in, by=by)
