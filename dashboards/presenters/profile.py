"""The public facts about a site."""

from dataclasses import dataclass
from datetime import date

from engagements.models import Engagement
from foundation.ui.types import Fact
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Term:
    """An engagement with its state on a day."""

    row: Engagement
    state: str
    is_over: bool


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
        ("Time zone", site.time_zone.replace("_", " ")),
    )
    return [Fact(label, str(value)) for label, value in facts if value]
