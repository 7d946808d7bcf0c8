"""New weights in the admin: tried on past runs, checked, added as a version, and never changed."""

import re
from datetime import timedelta

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.factories.accounts import UserFactory
from tests.pages import markup, words
from tta_requests.actions import weights
from tta_requests.models import MatchRun, Weights, WeightsPreview

pytestmark = pytest.mark.django_db
ADD = "/admin/tta_requests/weights/add/"
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
    form = POINTS | {"capability": 31, "automatic_offers": "on", "note": "More skill"}
    answer = client_of(adam_admin).post(ADD, form)
    page = answer.content.decode()
    assert "The points for all factors must add up to 100. Change one or more of them." in page
    assert 'value="More skill"' in page
    assert Weights.objects.in_force().version == 1


def test_a_new_version_is_in_force_at_once(client_of, adam_admin, standards):
    form = POINTS | {"capability": 25, "continuity": 15, "note": ""}
    assert client_of(adam_admin).post(ADD, form).status_code == 302
    assert Weights.objects.in_force().points() == POINTS | {"capability": 25, "continuity": 15}
    assert Weights.objects.in_force().automatic_offers is False
    assert Weights.objects.in_force().version == 2


# Skill counts for more, free places for nothing.
SKILL = POINTS | {"capability": 50, "free_capacity": 0, "note": "More skill, less room"}


def facts(provider, **more):
    return {
        "provider": provider.pk,
        "name": provider.name,
        "level": 3,
        "served": [],
        "absent": False,
        "held": 0,
        "places": 3,
        "cleared": True,
        "mean_hours": None,
        "here": 0,
        "home": "",
        "hours": 80,
        "assigned": "",
    } | more


@pytest.fixture
def ran(put_in):
    """Store the run of a request with those providers, so many days ago."""

    def store(*providers, days=1, **inputs):
        tta_request = put_in("triage")
        read = {"state": "EX", "federal": False, "hours": 60}
        with acting_atomic("system:demo"):
            MatchRun.objects.create(
                site_id=tta_request.site_id,
                request=tta_request,
                weights=Weights.objects.in_force(),
                ran_at=clock.now() - timedelta(days=days),
                inputs={"request": read, "asked": [], "providers": providers} | inputs,
                ranking=[],
            )
        return tta_request

    return store


@pytest.fixture
def preview(client_of, adam_admin, standards, drain):
    """Adam asks for a preview of more skill and reads it: its address, and the page's text."""

    def asked():
        client = client_of(adam_admin)
        answer = client.post(ADD, SKILL | {"_preview": "Preview on past runs"})
        assert answer.status_code == 302
        drain()
        return answer.url, client.get(answer.url).content.decode()

    return asked


def figures(page):
    """Each line of the tables: its name, then its figures."""
    lines = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', markup(page))
    return {name: [int(cell) for cell in re.findall(r"\d+", cells)] for name, cells in lines}


def test_a_preview_counts_what_would_change(
    preview, ran, best_provider, second_provider, monkeypatch
):
    monkeypatch.setattr(weights, "STEP", 2)
    full, free = facts(best_provider, held=2), facts(second_provider, level=2)
    ran(full, free)
    ran(full, free, days=89)
    ran(full, free, days=91)
    ran(full)
    ran(facts(best_provider), facts(second_provider))
    ran(facts(best_provider, absent=True))
    ran({"provider": best_provider.pk})
    _, page = preview()
    assert "Of 5 runs, 2 would have started with a different provider." in words(page)
    found = figures(page)
    assert found["Different provider first"] == [2]
    assert found["Same provider first"] == [2]
    assert found["No provider met the requirements"] == [1]
    assert [found[name] for name in found if "tie for first" in name] == [[1]]
    assert [found[name] for name in found if "Can't be ranked" in name] == [[1]]
    assert found[best_provider.name] == [2, 4]
    assert found[second_provider.name] == [2, 0]
    assert found["Capability"] == [30, 50]
    assert "Automatic offers: off (on with version 1). Note: More skill, less room" in words(page)


def test_a_preview_takes_the_latest_runs_only(preview, ran, best_provider, monkeypatch):
    monkeypatch.setattr(weights, "SAMPLE", weights.Sample(runs=2, days=90))
    for days in (1, 2, 3):
        ran(facts(best_provider), days=days)
    assert "Of 2 runs, none would have started with a different provider." in words(preview()[1])


def test_a_preview_without_runs_says_so(preview):
    assert "No request was routed in the last 90 days." in preview()[1]


def test_a_preview_shows_how_far_it_is(client_of, adam_admin, standards):
    client = client_of(adam_admin)
    url = client.post(ADD, SKILL | {"_preview": "yes"}).url
    page = client.get(url).content.decode()
    assert "<progress" in page
    assert "Put these weights in force" not in page


def test_a_preview_says_nothing_of_a_site(preview, ran, best_provider, riverton):
    tta_request = ran(facts(best_provider), facts(best_provider, level=2))
    page = preview()[1]
    with acting_atomic("system:demo"):
        stored = str(WeightsPreview.objects.values().get())
    for told in (
        tta_request.number,
        str(tta_request.pk),
        tta_request.title,
        riverton.name,
        riverton.slug,
    ):
        assert told not in page + stored


def test_a_preview_of_points_that_do_not_add_up_is_told_and_stays_typed(
    client_of, adam_admin, standards
):
    answer = client_of(adam_admin).post(ADD, SKILL | {"capability": 51, "_preview": "yes"})
    page = answer.content.decode()
    assert "The points for all factors must add up to 100. Change one or more of them." in page
    assert 'value="More skill, less room"' in page
    with acting_atomic("system:demo"):
        assert not WeightsPreview.objects.exists()


def test_previewed_points_are_changed_in_the_form_they_came_from(client_of, adam_admin, preview):
    _, page = preview()
    [back] = re.findall(r'href="(/admin/tta_requests/weights/add/\?[^"]+)"', page)
    form = client_of(adam_admin).get(back.replace("&amp;", "&")).context["adminform"].form
    assert form["capability"].value() == "50"
    assert form["note"].value() == "More skill, less room"
    assert "checked" not in str(form["automatic_offers"])


def test_previewed_weights_come_into_force_once(client_of, adam_admin, preview):
    url, _ = preview()
    client = client_of(adam_admin)
    assert client.post(f"{url}put-in-force/").status_code == 302
    made = Weights.objects.in_force()
    assert (made.version, made.capability, made.note) == (2, 50, "More skill, less room")
    again = client.post(f"{url}put-in-force/")
    assert again.status_code == 409
    assert "Version 2 took effect after this preview." in again.content.decode()
    assert "Version 2 took effect after this preview." in client.get(url).content.decode()
    assert Weights.objects.in_force() == made


def test_previews_are_for_administrators_and_each_has_their_own(
    client_of, preview, cora_coordinator
):
    url, _ = preview()
    cora, other = client_of(cora_coordinator), client_of(UserFactory(staff_role="administrator"))
    for refused in (cora.get(url), cora.post(f"{url}put-in-force/"), cora.post(ADD, SKILL)):
        assert refused.status_code == 403
    assert other.get(url).status_code == 404
    assert other.post(f"{url}put-in-force/").status_code == 404
    assert Weights.objects.in_force().version == 1
