"""What is public about a site."""

from dataclasses import dataclass
from datetime import date

from engagements.models import Engagement
from foundation.ui.types import Fact
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Term:
    """An engagement on a day."""

    row: Engagement
    state: str
    is_over: bool


def term_of(engagement: Engagement, day: date) -> Term:
    """Show an engagement as it is on a day of its site."""
    return Term(engagement, str(engagement.state_on(day).label), not engagement.is_open_on(day))


def site_facts(site: Site) -> list[Fact]:
    """A site's facts; what is not known is left out."""
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
