"""Sites, engagements, updates and the inbox by the API."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.calendars import clock
from foundation.notifications import notify
from foundation.notifications.gate import ACCOUNT
from foundation.notifications.notices import Due
from foundation.tenancy.context import acting_atomic
from liaisons.models import EngagementUpdate
from tests.api.conftest import problem, wrong
from tests.factories.engagements import EngagementFactory
from tests.factories.liaisons import EngagementUpdateFactory
from tests.factories.sites import SiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lee(caller, lee_liaison):
    return caller(lee_liaison)


@pytest.fixture
def visit(gun_violence):
    return {
        "site": "riverton-ex",
        "kind": "visit",
        "occurred_on": clock.today("America/Chicago").isoformat(),
        "summary": "Walked the evidence room.",
        "areas": [gun_violence.slug],
    }


def slugs(response):
    return [row["slug"] for row in response.json()["results"]]


def test_sites_are_those_one_works_with(lee, lakeside, caller, cora_coordinator, pat_provider):
    assert slugs(lee.get("/sites/")) == ["riverton-ex"]
    assert problem(lee.get("/sites/lakeside-ex/"))[0] == 404
    assert slugs(caller(cora_coordinator).get("/sites/")) == ["lakeside-ex", "riverton-ex"]
    assert problem(caller(pat_provider).get("/sites/"))[0] == 403


def test_a_team_tells_its_last_days_and_the_instants_behind_them(
    lee, riverton, lakeside, member, caller, omar_of_lakeside
):
    member(riverton, "program-advisor", "advisor", name="Ada", ends_on=date(2036, 6, 30))
    [advisor] = [
        row for row in lee.get("/sites/riverton-ex/team/").json()["results"] if row["name"] == "Ada"
    ]
    assert (advisor["starts_on"], advisor["ends_on"]) == ("2026-01-01", "2036-06-30")
    assert datetime.fromisoformat(advisor["ends_at"]) == datetime(2036, 7, 1, 5, tzinfo=UTC)
    assert problem(caller(omar_of_lakeside).get("/sites/riverton-ex/team/"))[0] == 404


def test_the_handover_brief_is_made_for_the_caller(caller, dana_of_riverton, omar_of_lakeside):
    path = "/sites/riverton-ex/handover/"
    told = caller(dana_of_riverton).get(path).json()
    assert told["reader"].startswith("For Dana of Riverton, Point of Contact")
    assert {part["heading"] for part in told["parts"]} >= {"Now yours", "Open commitments"}
    assert "Dana of Riverton" in str(told["people"])
    assert problem(caller(omar_of_lakeside).get(path))[0] == 404


def test_the_summary_is_sent_to_leadership_by_those_who_may(
    lee, caller, dana_of_riverton, mayor_of_riverton, omar_of_lakeside
):
    """A call that is sent again sends nothing; another one within the minute is refused."""
    path = "/sites/riverton-ex/sent-summaries/"
    assert lee.get(path).json()["results"] == []
    first, again = (lee.post(path, {}, Idempotency_Key="summary-1") for _ in range(2))
    assert (first.status_code, first.json()["people"]) == (201, 1)
    assert again.json() == first.json()
    assert problem(caller(dana_of_riverton).post(path, {}))[0] == 409
    assert problem(caller(mayor_of_riverton).post(path, {}))[0] == 403
    assert problem(caller(omar_of_lakeside).get(path))[0] == 404
    [sent] = caller(mayor_of_riverton).get(path).json()["results"]
    assert sent == first.json() | {"sent_by": "Lee Liaison"}


def test_next_walks_through_every_site_once(caller, cora_coordinator):
    with acting_atomic("system:demo"):
        made = {SiteFactory(name=f"City {k // 2}, EX").slug for k in range(9)}
    cora, met, path = caller(cora_coordinator), [], "/sites/?limit=2"
    while path:
        told = cora.get(path)
        met += slugs(told)
        path = told.json()["next"] and told.json()["next"].removeprefix("/api/v1")
    assert set(met) == made
    assert len(met) == 9


def test_milestones_are_for_the_sites_own_people(lee, caller, omar_of_lakeside, riverton):
    with acting_atomic("system:demo"):
        kept = EngagementFactory(site=riverton, active=True, is_published=True)
        kept.milestones.create(site=riverton, kind="month-12", due_on="2026-10-01")
        EngagementFactory(
            site=riverton, starts_on=date(2016, 10, 1), ends_on=date(2019, 9, 30), origin="imported"
        )
    omar, path = caller(omar_of_lakeside), f"/engagements/{kept.pk}/"
    assert [each["kind"] for each in lee.get(path).json()["milestones"]] == ["month-12"]
    assert omar.get(path).json()["milestones"] == []
    assert lee.get(path)["ETag"] != omar.get(path)["ETag"]
    assert len(lee.get("/engagements/?site=riverton-ex").json()["results"]) == 2
    assert [row["id"] for row in omar.get("/engagements/").json()["results"]] == [str(kept.pk)]


def test_an_update_goes_on_the_record(lee, visit, sent_by, dana_of_riverton, riverton):
    kept = sent_by(dana_of_riverton, riverton)
    made = lee.post("/updates/", visit | {"requests": [kept.number], "risk": "watch"})
    told = made.json()
    assert (made.status_code, told["state"], told["author"]) == (201, "submitted", "Lee Liaison")
    assert (told["areas"], told["requests"]) == (visit["areas"], [kept.number])
    assert lee.get(f"/updates/{told['id']}/").json() == told
    assert [row["id"] for row in lee.get("/updates/").json()["results"]] == [told["id"]]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"site": "lakeside-ex"}, "/site"),
        ({"occurred_on": "2013-01-01"}, "/occurred_on"),
        ({"occurred_on": "2030-01-01"}, "/occurred_on"),
        ({"next_contact_on": "2014-01-01"}, "/next_contact_on"),
        ({"areas": ["no-such-area"]}, "/areas"),
        ({"requests": ["PSP-2026-0001"]}, "/requests"),
        ({"summary": ""}, "/summary"),
        ({"when": "2026-01-01"}, "/when"),
    ],
)
def test_an_update_that_cannot_be_is_refused_at_its_place(lee, lakeside, visit, change, pointer):
    assert list(wrong(lee.post("/updates/", visit | change))) == [pointer]
    with acting_atomic("system:demo"):
        assert not EngagementUpdate.objects.exists()


def test_the_log_is_the_liaisons_to_write_and_the_sites_to_read(
    lee, visit, caller, dana_of_riverton, omar_of_lakeside
):
    lee.post("/updates/", visit)
    dana, omar = caller(dana_of_riverton), caller(omar_of_lakeside)
    assert problem(dana.post("/updates/", visit))[0] == 403
    assert len(dana.get("/updates/").json()["results"]) == 1
    assert omar.get("/updates/").json()["results"] == []


def test_a_draft_is_its_authors(lee, lee_liaison, caller, dana_of_riverton, riverton):
    with acting_atomic("system:demo"):
        draft = EngagementUpdateFactory(site=riverton, author=lee_liaison, draft=True)
    assert lee.get(f"/updates/{draft.pk}/").status_code == 200
    assert problem(caller(dana_of_riverton).get(f"/updates/{draft.pk}/"))[0] == 404


@pytest.mark.parametrize(
    "path", ["/updates/?site=%00", "/engagements/?site=a'b", "/inbox/?after=x"]
)
def test_nonsense_behind_the_question_mark_is_refused(lee, path):
    assert problem(lee.get(path)) == (422, "invalid")


@pytest.fixture
def told(lee_liaison):
    with acting_atomic("system:reminders"):
        notify.send(
            "test",
            Due(
                key="one",
                recipients=[lee_liaison],
                gate=ACCOUNT,
                number="PSP-2026-0042",
                action="answer",
                url="/x/",
                why="So.",
            ),
        )


def test_the_inbox_is_ones_own_and_can_be_read(lee, told, caller, dana_of_riverton):
    [notice] = lee.get("/inbox/").json()["results"]
    assert (notice["title"], notice["read_at"]) == ("PSP-2026-0042: answer", None)
    dana, path = caller(dana_of_riverton), f"/inbox/{notice['id']}/read/"
    assert dana.get("/inbox/").json()["results"] == []
    assert problem(dana.post(path))[0] == 404
    assert lee.post(path).json()["read_at"]


def statements(calling, path) -> int:
    calling.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert calling.get(path).status_code == 200
    return len(seen.captured_queries)


def test_lists_ask_as_much_for_one_as_for_a_hundred(lee, lee_liaison, riverton):
    paths = ("/updates/?limit=100", "/sites/?limit=100", "/engagements/?limit=100", "/core-areas/")
    with acting_atomic("system:demo"):
        EngagementUpdateFactory(site=riverton, author=lee_liaison)
        EngagementFactory(site=riverton, active=True, is_published=True)
    few = {path: statements(lee, path) for path in paths}
    with acting_atomic("system:demo"):
        for _ in range(99):
            EngagementUpdateFactory(site=riverton, author=lee_liaison)
        for _ in range(20):
            EngagementFactory(site=SiteFactory(), active=True, is_published=True)
    assert {path: statements(lee, path) for path in paths} == few
    assert max(few.values()) <= 6
