"""Pages of summits: the list, one summit, and what is changed of it."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.test import Client

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from summits.actions import reference, summits
from summits.enums import State
from summits.models import Gate, Grant, Summit
from tests.pages import words
from tests.reference.files import rows
from tests.summits.conftest import now, version_of

PAGE = "/summits/2027/"


@pytest.fixture
def past(db) -> None:
    with acting_atomic("system:reference"):
        reference.load_summits(rows("summits/data/summits.csv"))
        assert reference.load_summits(rows("summits/data/summits.csv")) == 11


def text_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_past_summits_are_listed_as_published(past, client):
    text = text_of(client, "/summits/")
    assert "No summit is planned." in text
    assert text.count("Held") == 10
    for said in (
        "September 2014",
        "Dec 9\N{EN DASH}11, 2024",
        "Place unknown",
        "Detroit, MI",
        "Canceled",
    ):
        assert said in text
    assert "Aug 31 \N{EN DASH} Sep 2, 2020" in text


def test_a_canceled_summit_is_past_once_its_days_are_over(
    summit, acting_as, client_of, mona_manager
):
    with acting_as(mona_manager):
        Summit.objects.filter(pk=summit.pk).update(status=State.CANCELED)
        last = Summit.objects.get(pk=summit.pk).ends_on
    for days, heading in ((0, "Current and upcoming summits"), (1, "Past summits")):
        with clock.frozen(datetime.combine(last + timedelta(days=days), time(17), UTC)):
            text = text_of(client_of(mona_manager), "/summits/")
        table = text[text.index(heading) :]
        assert summit.name in table[: table.index("</table>")]
        assert text.count(f"/summits/{summit.slug}/") == 1


def test_two_summits_of_2016_have_pages_and_no_invented_end(past, client):
    for slug in ("2016-03", "2016-09"):
        text = text_of(client, f"/summits/{slug}/")
        assert "As published" in text
        assert "Deadlines" not in text
        assert "OJJDP newsletters 2014-2016" in text
    with acting_atomic("system:demo"):
        assert not Summit.objects.filter(is_month_only=True).exclude(ends_on=None).exists()
        assert Gate.objects.count() == 0


def test_a_planned_summit_is_not_public_until_it_is_published(
    summit, client, client_of, mona_manager, dana_of_riverton
):
    assert client.get(PAGE).status_code == 404
    assert "Plan a summit" not in text_of(client_of(dana_of_riverton), "/summits/")
    manager = client_of(mona_manager)
    text = text_of(manager, PAGE)
    assert "Concept approval" in text
    assert "Record approval" in text
    manager.post(f"{PAGE}public/", {"is_published": "on", "version": "1"})
    public = text_of(client, PAGE)
    assert "2027 Violent Crime Summit" in public
    assert "Concept approval" not in public
    assert "History" not in public


def test_a_manager_plans_a_summit_and_takes_a_step_on_the_pages(
    lead_times, client_of, mona_manager
):
    client = client_of(mona_manager)
    assert "Enter the year" in client.post("/summits/new/", {"slug": "new"}).content.decode()
    facts = {
        "slug": "2027",
        "name": "2027 Violent Crime Summit",
        "format": "in-person",
        "time_zone": "America/Chicago",
        "starts_on": "2027-03-09",
        "ends_on": "2027-03-11",
    }
    done = client.post("/summits/new/", facts, follow=True).content.decode()
    assert "Summit planned." in done
    assert "Place not set yet" in done
    for kind in ("concept", "conference"):
        version = str(now(Summit(pk=_pk())).version)
        form = {"on": "2026-01-05", "version": version}
        answer = client.post(f"{PAGE}deadlines/{kind}/passed/", form, follow=True)
        assert "Approval recorded." in answer.content.decode()
    stale = client.post(f"{PAGE}approve/", {"version": "1"}).content.decode()
    assert "Someone else changed this" in stale
    done = client.post(f"{PAGE}approve/", {"version": "3"}, follow=True).content.decode()
    assert "Summit approved." in done
    assert client.post(f"{PAGE}archive/", {"version": "4"}).status_code == 409


def test_access_is_given_and_ended_on_the_page(summit, client_of, mona_manager, dana_of_riverton):
    client = client_of(mona_manager)
    form = {"email": dana_of_riverton.email, "role": "organizer", "version": "1"}
    done = client.post(f"{PAGE}access/new/", form, follow=True).content.decode()
    assert "Access given." in done
    assert dana_of_riverton.name in done
    organizer = client_of(dana_of_riverton)
    assert organizer.get(f"{PAGE}details/").status_code == 200
    assert organizer.get(f"{PAGE}cancel/").status_code == 403
    assert organizer.get(f"{PAGE}access/new/").status_code == 403
    with acting_atomic("system:demo"):
        grant = Grant.objects.get()
    client.post(f"/summits/access/{grant.pk}/end/", {"version": "1"})
    assert organizer.get(f"{PAGE}details/").status_code == 403


def test_others_may_read_and_not_change(summit, client_of, dana_of_riverton, cora_coordinator):
    for person in (dana_of_riverton, cora_coordinator):
        client = client_of(person)
        assert "Record approval" not in text_of(client, PAGE)
        for path in ("details/", "public/", "cancel/", "deadlines/concept/passed/"):
            assert client.post(f"{PAGE}{path}", {"version": "1"}).status_code == 403


def _pk() -> object:
    with acting_atomic("system:demo"):
        return Summit.objects.values_list("pk", flat=True).get(slug="2027")


def test_the_search_finds_summits_by_name_theme_and_place(past, client_of, dana_of_riverton):
    client = client_of(dana_of_riverton)
    text = text_of(client, "/search/?q=minneapolis")
    assert "/summits/2024/" in text
    assert "/summits/2022/" not in text


def test_a_page_begins_with_what_is_the_readers_own(
    nominate, client_of, dana_of_riverton, mona_manager, acting_as
):
    made = nominate("usao", person=dana_of_riverton)
    own = client_of(dana_of_riverton).get(PAGE)
    text = words(own)
    assert "Delegate: Nominated" in text
    assert f"/summits/registrations/{made.pk}/" in own.content.decode()
    assert text.index("For you") < text.index("History")
    assert "Deadlines" not in text
    managed = words(client_of(mona_manager).get(PAGE))
    assert "Delegate: Nominated" not in managed
    assert "Record filing" not in words(client_of(dana_of_riverton).get(PAGE))
    assert "Deadlines" in managed
    assert (
        'href="/summits/2027/check-in/"' not in client_of(mona_manager).get(PAGE).content.decode()
    )
    with acting_as(mona_manager) as by:
        summits.take(made.summit, "lock-agenda", version=version_of(made.summit), by=by)
    page = client_of(mona_manager).get(PAGE).content.decode()
    assert page.index("/summits/2027/check-in/") < page.index("/summits/2027/agenda/")
    assert "/summits/2027/check-in/" not in client_of(dana_of_riverton).get(PAGE).content.decode()
