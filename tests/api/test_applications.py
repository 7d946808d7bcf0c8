"""Applications by the API: found, reviewed by several people, and decided."""

from datetime import UTC, datetime, timedelta

import pytest

from applications.models import Application, Criterion, Round
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 15, tzinfo=UTC)


@pytest.fixture
def sent(db) -> list[Application]:
    """A real application, junk, and a draft, newest first; and a criterion."""
    with acting_atomic("system:demo"):
        found = Round.objects.create(
            cohort_year=2027, opens_at=NOW, closes_at=NOW + timedelta(days=60)
        )
        Criterion.objects.create(slug="need", name="Need", source="a test")
        return [
            Application.objects.create(
                round=found,
                status=status,
                agency_name=agency,
                ori="EX0010000",
                contact_email=f"{status}@{agency.lower()}.example.gov",
                is_likely_junk=agency == "Win",
                started_at=NOW,
                submitted_at=None if status == "draft" else NOW + timedelta(hours=hours),
            )
            for agency, status, hours in (
                ("Bay", "submitted", 2),
                ("Harbor", "deferred", 1),
                ("Win", "submitted", 3),
                ("Glen", "draft", 0),
            )
        ]


def test_a_manager_finds_names_reviewers_and_decides(
    sent, caller, mona_manager, cora_coordinator, ana_analyst
):
    mona, cora = caller(mona_manager), caller(cora_coordinator)
    bay, _harbor, _junk, draft = sent
    first = mona.get("/applications/?limit=1").json()
    assert [row["agency"] for row in first["results"]] == ["Bay"]
    rest = mona.get(first["next"].removeprefix("/api/v1")).json()["results"]
    assert [row["agency"] for row in rest] == ["Harbor"]
    found = mona.get("/applications/?junk=true").json()["results"]
    assert [row["agency"] for row in found] == ["Win"]
    assert mona.get("/applications/?status=draft").status_code == 422
    assert mona.get(f"/applications/{draft.pk}/").status_code == 404
    assert cora.get("/applications/").status_code == 403

    path = f"/applications/{bay.pk}/"
    got = mona.get(path)
    assert got.json()["contact_email"] == bay.contact_email
    assert cora.get(path).status_code == 404
    assert mona.post(f"{path}steps/start-review/", {}).status_code == 428
    begun = mona.post(f"{path}steps/start-review/", {}, If_Match=got["ETag"])
    assert begun.json()["status"] == "under-review"
    due_on = str(clock.today("UTC") + timedelta(days=9))
    for person in (cora_coordinator, ana_analyst):
        said = {"email": person.email, "due_on": due_on}
        assert mona.post(f"{path}reviewers/", said | {"due_on": "2099-01-01"}).status_code == 422
        assert mona.post(f"{path}reviewers/", said).json()["name"] == person.name
    assert len(mona.get(f"{path}reviewers/").json()["results"]) == 2

    assert cora.get(path).json()["ori"] == bay.ori
    cards = f"{path}scorecards/"
    for points in ({}, {"need": 6}, {"need": 4, "made-up": 1}):
        assert cora.post(cards, {"points": points}).status_code == 422, points
    scored = cora.post(cards, {"points": {"need": 4}, "note": "Strong"}).json()
    assert scored["scores"] == [{"criterion": "need", "points": 4}]
    assert cora.post(cards, {"points": {"need": 1}}).status_code == 403
    assert caller(ana_analyst).get(cards).json()["results"] == []
    assert mona.get(cards).json()["results"] == [scored]
    assert mona.post(cards, {"points": {"need": 1}}).status_code == 403

    tag = mona.get(path)["ETag"]
    assert mona.post(f"{path}steps/defer/", {}, If_Match=tag).status_code == 422
    assert mona.post(f"{path}steps/withdraw/", {}, If_Match=tag).status_code == 404
    late = mona.post(f"{path}steps/defer/", {"reason": "Next year"}, If_Match=got["ETag"])
    assert late.status_code == 412
    done = mona.post(f"{path}steps/defer/", {"reason": "Next year"}, If_Match=tag)
    assert done.json()["status"] == "deferred"
    assert cora.get(path).status_code == 404


def test_the_search_of_a_manager_finds_applications(sent, client_of, mona_manager, ana_analyst):
    found = client_of(mona_manager).get("/search/", {"q": "ex0010000"}).content.decode()
    assert "Applications to join the program" in found
    assert found.index(">Harbor<") < found.index(">Win<")
    assert ">Glen<" not in found
    assert (
        ">Harbor<" not in client_of(ana_analyst).get("/search/", {"q": "harbor"}).content.decode()
    )
