"""Every role in every state of a recommendation: who is waited for, and on which page it ends."""

from datetime import timedelta

import pytest

from engagements.enums import RecommendationState as S
from engagements.models import Recommendation
from engagements.needs import recommendations
from foundation.calendars import clock
from foundation.needs.registry import declarations
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import RecommendationFactory
from tests.needs.test_everywhere import WAITED_FOR, asked_of

pytestmark = pytest.mark.django_db
TODAY = clock.today("America/Chicago")
AGO, AHEAD = TODAY - timedelta(days=2), TODAY + timedelta(days=2)
DECLARED = next(each for each in declarations() if each.name == recommendations.NAME)
CAUSES = {cause.slug for cause in DECLARED.causes}
CONTACTS, MANAGERS = ("dana_of_riverton", "ula_of_riverton"), ("mona_manager",)


@pytest.fixture
def standing(riverton, lee_liaison):
    """A recommendation to Riverton in a state, written by its liaison."""

    def put(status, **fields) -> Recommendation:
        with acting_atomic("system:demo"):
            given = {"site": riverton, "written_by": lee_liaison, "status": status, **fields}
            return RecommendationFactory(**given)

    return put


def of_recommendations(person) -> set[str]:
    return {need.cause.slug for need in asked_of(person)} & CAUSES


@pytest.mark.parametrize(
    ("status", "fields", "who", "cause"),
    [
        (S.PROPOSED, {}, CONTACTS, "answer-recommendation"),
        (S.ACCEPTED, {"due_on": AGO}, CONTACTS, "finish-recommendation"),
        (S.IN_PROGRESS, {"due_on": AGO}, CONTACTS, "finish-recommendation"),
        (S.IN_PROGRESS, {"due_on": AHEAD}, (), ""),
        (S.IMPLEMENTED, {}, MANAGERS, "verify-recommendation"),
        (S.VERIFIED, {"next_check_on": AGO}, CONTACTS, "check-recommendation"),
        (S.VERIFIED, {"next_check_on": AHEAD}, (), ""),
        (S.VERIFIED, {"sustained_check_on": AGO}, MANAGERS, "sustain-recommendation"),
        (S.VERIFIED, {"sustained_check_on": AHEAD}, (), ""),
        (S.SUSTAINED, {"next_check_on": AGO}, CONTACTS, "check-recommendation"),
        (S.DECLINED, {"due_on": AGO}, (), ""),
        (S.LAPSED, {"due_on": AGO}, (), ""),
    ],
)
def test_each_state_names_who_is_waited_for(
    request, standing, client_of, status, fields, who, cause
):
    standing(status, **fields)
    for name in WAITED_FOR:
        person = request.getfixturevalue(name)
        assert of_recommendations(person) == ({cause} if name in who else set()), name
    if who:
        person = request.getfixturevalue(who[0])
        [need] = [need for need in asked_of(person) if need.cause.slug == cause]
        assert client_of(person).get(need.action).status_code == 200


def test_who_implemented_it_does_not_verify_and_the_next_liaison_does(
    standing, lee_liaison, mona_manager
):
    standing(S.IMPLEMENTED, written_by=None, implemented_by=mona_manager)
    assert of_recommendations(mona_manager) == set()
    assert of_recommendations(lee_liaison) == {"verify-recommendation"}


def test_one_reported_by_the_program_waits_for_nobody(standing, dana_of_riverton):
    standing(S.PROPOSED, origin="imported", written_by=None)
    assert of_recommendations(dana_of_riverton) == set()
