"""An accomplishment of Riverton, and the people who take it to the public."""

from collections.abc import Callable
from datetime import date

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from outcomes.actions import accomplishments
from outcomes.models import Accomplishment, AccomplishmentEvidence
from tests.factories.engagements import RecommendationFactory

WORDS = {
    "headline": "Six more homicide detectives",
    "narrative": "An assessment contributed to the growth of the unit.",
    "figures": [{"label": "Homicide detectives", "before": "12", "after": "18", "period": "2019"}],
    "core_areas": ["investigations"],
}


@pytest.fixture
def people(dana_of_riverton, mayor_of_riverton, lee_liaison, cora_coordinator, mona_manager):
    """Return who takes each step, in order."""
    steps = ("attest", "verify", "clear", "publish")
    others = (mayor_of_riverton, lee_liaison, cora_coordinator, mona_manager)
    return dict(zip(steps, others, strict=True))


def prove(found: Accomplishment) -> None:
    """Let a draft rest on a recommendation, unless it rests on something."""
    with acting_atomic("system:demo"):
        if not AccomplishmentEvidence.objects.filter(accomplishment=found).exists():
            AccomplishmentEvidence.objects.create(
                site=found.site,
                accomplishment=found,
                recommendation=RecommendationFactory(site=found.site),
                happened_on=date(2026, 1, 5),
                added_at=clock.now(),
            )


@pytest.fixture
def draft(riverton, act, dana_of_riverton) -> Accomplishment:
    """A draft that rests on a recommendation, so that it can be attested."""
    with act(dana_of_riverton) as by:
        made = accomplishments.draft(site=riverton, words=WORDS, by=by)
    prove(made)
    return made


@pytest.fixture
def take(act) -> Callable[..., Accomplishment]:
    def step(found, name, who, **more):
        if name == "attest":
            prove(found)
        with act(who) as by:
            fresh = Accomplishment.objects.get(pk=found.pk)
            return accomplishments.take(fresh, name, version=fresh.version, by=by, **more)

    return step


@pytest.fixture
def reach(take, people) -> Callable[..., Accomplishment]:
    """Return a function that takes an accomplishment through its steps up to one of them."""

    def go(found, last="publish"):
        for name, who in people.items():
            found = take(found, name, who)
            if name == last:
                break
        return found

    return go
