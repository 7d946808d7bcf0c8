"""New weights in the admin: a version is added, checked, and never changed."""

import pytest

from tta_requests.models import Weights

pytestmark = pytest.mark.django_db
POINTS = {
    "capability": 30,
    "free_capacity": 20,
    "speed_history": 15,
    "continuity": 10,
    "same_region": 10,
    "past_evaluations": 10,
    "effort_fit": 5,
}


def test_points_that_do_not_add_up_are_told_and_stay_typed(client_of, adam_admin, standards):
    form = POINTS | {"version": 2, "capability": 31, "automatic_offers": "on", "note": "More skill"}
    answer = client_of(adam_admin).post("/admin/tta_requests/weights/add/", form)
    page = answer.content.decode()
    assert "The points of all factors add up to 100. Change one of them." in page
    assert 'value="More skill"' in page
    assert Weights.objects.in_force().version == 1


def test_a_new_version_is_in_force_at_once(client_of, adam_admin, standards):
    form = POINTS | {"version": 2, "capability": 25, "continuity": 15, "note": ""}
    assert client_of(adam_admin).post("/admin/tta_requests/weights/add/", form).status_code == 302
    assert Weights.objects.in_force().points() == POINTS | {"capability": 25, "continuity": 15}
    assert Weights.objects.in_force().automatic_offers is False
