"""The public facts about a site."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboards.presenters.program import Result
from dashboards.presenters.site_map import map_of_one
from dashboards.querysets.places import Place
from engagements.models import Engagement
from foundation.ui.types import Fact, MapView
from foundation.ui.zones import zone_name
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Term:
    """An engagement with its state on a day."""

    row: Engagement
    state: str
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePage:
    """Everything the page shows besides the site's own fields.

    Attributes:
        facts: the site's facts, without unknown ones.
        place: the site with its years and its present state.
        engagements: its engagements, newest first.
        map: the site on the map; None without a location.
        accomplishments: the program's results at the site.
        as_of: the day the results were read.
        workspace: the URL of the site's workspace; empty if the reader can't enter it.
    """

    facts: Sequence[Fact]
    place: Place
    engagements: Sequence[Term]
    map: MapView | None
    accomplishments: Sequence[Result]
    as_of: date
    workspace: str


def page_of(
    place: Place, accomplishments: Sequence[Result], *, as_of: date, workspace: str
) -> ProfilePage:
    """Show what is public about a site.

    Arguments:
        place: the site with its engagements.
        accomplishments: the program's results there.
        as_of: the day the results were read.
        workspace: the URL of its workspace; empty if the reader can't enter it.
    """
    return ProfilePage(
        facts=site_facts(place.site),
        place=place,
        engagements=[term_of(each, place.today) for each in reversed(place.engagements)],
        map=None if place.site.is_demo else map_of_one(place),
        accomplishments=accomplishments,
        as_of=as_of,
        workspace=workspace,
    )


def term_of(engagement: Engagement, day: date) -> Term:
    """Return an engagement with its state on a day at its site."""
    return Term(engagement, str(engagement.state_on(day).label), not engagement.is_open_on(day))


def site_facts(site: Site) -> list[Fact]:
    """Return a site's facts, without unknown ones."""
    population = f"{site.population:,} ({site.population_year})" if site.population else ""
    facts = (
        ("State", site.state.name),
        ("Kind", site.get_kind_display()),
        ("County", site.county),
        ("Lead agency", site.lead_agency),
        ("Federal district", site.district.name if site.district else ""),
        ("Population", population),
        ("Agency's ORI", site.ori),
        ("Time zone", zone_name(site.time_zone)),
    )
    return [Fact(label, str(value)) for label, value in facts if value]
