"""An accomplishment of Riverton, and the people who take it to the public."""

from collections.abc import Callable

import pytest

from outcomes.actions import accomplishments
from outcomes.models import Accomplishment

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


@pytest.fixture
def draft(riverton, act, dana_of_riverton) -> Accomplishment:
    with act(dana_of_riverton) as by:
        return accomplishments.draft(site=riverton, words=WORDS, by=by)


@pytest.fixture
def take(act) -> Callable[..., Accomplishment]:
    def step(found, name, who, **more):
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
