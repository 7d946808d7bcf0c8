"""Every role at every step of an accomplishment: who is waited for, and who is not any more."""

import pytest

from foundation.calendars import clock
from foundation.needs.registry import declarations
from foundation.tenancy.context import acting_atomic
from outcomes.actions import accomplishments
from outcomes.models import Accomplishment
from outcomes.needs.accomplishments import NAME
from sites.models import Membership
from tests.needs.test_everywhere import WAITED_FOR, asked_of
from tests.outcomes.conftest import WORDS, prove

pytestmark = pytest.mark.django_db
DECLARED = next(each for each in declarations() if each.name == NAME)
CAUSES = {cause.slug for cause in DECLARED.causes}
PEOPLE = {*WAITED_FOR, "fbi_of_riverton"}


@pytest.fixture
def waited_for(request):
    """Return a function that names who is waited for, and for what."""

    def ask() -> dict[str, str]:
        found = {}
        for name in sorted(PEOPLE):
            needs = asked_of(request.getfixturevalue(name))
            for need in needs:
                if need.cause.slug in CAUSES:
                    found[name] = need.cause.slug
        return found

    return ask


def test_each_step_waits_for_people_who_had_no_part_in_it(
    request, act, riverton, client_of, waited_for
):
    def person(name):
        return request.getfixturevalue(name)

    def take(step, name, **more):
        with act(person(name)) as by:
            held = Accomplishment.objects.select_related("site").get()
            accomplishments.take(held, step, version=held.version, by=by, **more)

    with act(person("dana_of_riverton")) as by:
        made = accomplishments.draft(site=riverton, words=WORDS | {"federal_agency": "FBI"}, by=by)
    assert waited_for() == {"dana_of_riverton": "prove-accomplishment"}
    prove(made)
    assert waited_for() == {"mayor_of_riverton": "attest-accomplishment"}
    take("attest", "mayor_of_riverton")
    asked = {"lee_liaison": "verify-accomplishment", "fbi_of_riverton": "concur-accomplishment"}
    assert waited_for() == asked
    take("send-back", "lee_liaison", reason="Say since when.")
    assert waited_for() == {"dana_of_riverton": "revise-accomplishment"}
    with act(person("dana_of_riverton")) as by:
        held = Accomplishment.objects.get()
        accomplishments.edit(held, words={}, version=held.version, by=by)
    take("attest", "mayor_of_riverton")
    take("verify", "lee_liaison")
    assert waited_for() == {"fbi_of_riverton": "concur-accomplishment"}
    with act(person("fbi_of_riverton")) as by:
        held = Accomplishment.objects.get()
        accomplishments.concur(held, version=held.version, by=by)
    clear = "clear-accomplishment"
    assert waited_for() == {"cora_coordinator": clear, "mona_manager": clear}
    [need] = [each for each in asked_of(person("cora_coordinator")) if each.cause.slug == clear]
    assert client_of(person("cora_coordinator")).get(need.action).status_code == 200
    take("clear", "cora_coordinator")
    assert waited_for() == {"mona_manager": "publish-accomplishment"}
    take("publish", "mona_manager")
    assert waited_for() == {}


def test_points_of_contact_take_over_a_draft_whose_author_left(
    act, riverton, client_of, waited_for, dana_of_riverton, ula_of_riverton
):
    with act(dana_of_riverton) as by:
        made = accomplishments.draft(site=riverton, words=WORDS, by=by)
    with acting_atomic("system:demo"):
        Membership.objects.filter(user=dana_of_riverton).update(ends_at=clock.now())
    assert waited_for() == {"ula_of_riverton": "adopt-accomplishment"}
    [need] = [each for each in asked_of(ula_of_riverton) if each.cause.slug in CAUSES]
    assert client_of(ula_of_riverton).get(need.action).status_code == 200
    with act(ula_of_riverton) as by:
        accomplishments.edit(made, words={}, version=1, by=by)
    assert waited_for() == {"ula_of_riverton": "prove-accomplishment"}
