"""Requests by the API: the same rows, powers and rules as the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.api.models import KeptAnswer
from foundation.tenancy.context import acting_atomic
from tests.api.conftest import problem, wrong
from tests.tta_requests.conftest import rows  # noqa: F401 -- a fixture
from tta_requests.models import Entry, TTARequest

pytestmark = pytest.mark.django_db
NEW = {"site": "riverton-ex", "title": "Start a weekly review", "core_area": ""}
KEY = {"Idempotency_Key": "first-call-0001"}


def count() -> int:
    with acting_atomic("system:demo"):
        return TTARequest.objects.count()


@pytest.fixture
def dana(caller, dana_of_riverton, gun_violence, standards):
    return caller(dana_of_riverton)


@pytest.fixture
def cora(caller, cora_coordinator):
    return caller(cora_coordinator)


def test_a_draft_becomes_a_request(dana, cora, gun_violence):
    complete = {"core_area": gun_violence.slug, "problem": "Three lists.", "desired_change": "One."}
    made = dana.post("/requests/", NEW | complete)
    told, path = made.json(), made["Location"].removeprefix("/api/v1")
    assert (made.status_code, told["status"]) == (201, "draft")
    assert cora.get(path).status_code == 404
    sent = dana.post(f"{path}steps/submit/", If_Match=made["ETag"])
    assert (sent.status_code, sent.json()["status"]) == (200, "submitted")
    read = cora.post(f"{path}steps/acknowledge/", If_Match=sent["ETag"])
    assert read.json()["status"] == "triage"
    clocks = {row["kind"]: row["state"] for row in dana.get(f"{path}clocks/").json()["results"]}
    assert clocks == {"acknowledge": "met", "triage-decision": "running"}
    timeline = [row["kind"] for row in dana.get(f"{path}timeline/").json()["results"]]
    assert timeline == ["acknowledge", "submit"]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"title": 5}, "/title"),
        ({"title": ""}, "/title"),
        ({"title": "x" * 141}, "/title"),
        ({"title": "a\x00b"}, "/title"),
        ({"urgency": "now"}, "/urgency"),
        ({"urgency": None}, "/urgency"),
        ({"needed_by": "2026-02-30"}, "/needed_by"),
        ({"needed_by": "2020-01-01"}, "/needed_by"),
        ({"further_areas": "all"}, "/further_areas"),
        ({"further_areas": [["x"]]}, "/further_areas/0"),
        ({"further_areas": ["no-such-area"]}, "/further_areas"),
        ({"core_area": "no-such-area"}, "/core_area"),
        ({"site": "lakeside-ex"}, "/site"),
        ({"site": "nowhere"}, "/site"),
        ({"problem": "x" * 5001}, "/problem"),
        ({"status": "closed"}, "/status"),
        ({"a/b~c": 1}, "/a~1b~0c"),
    ],
)
def test_nonsense_is_refused_with_a_sentence_at_its_place(dana, lakeside, change, pointer):
    assert list(wrong(dana.post("/requests/", NEW | change))) == [pointer]
    assert count() == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ('{"title": NaN}', 400),
        ('{"title": "\\ud800"}', 400),
        (b"\xff\xfe", 400),
        ("[" * 100_000 + "]" * 100_000, 400),
        ("[" * 30 + "]" * 30, 400),
        ('{"title": ' + "9" * 5000 + "}", 400),
        ("[]", 422),
        ('"text"', 422),
        ("7", 422),
        ("null", 422),
        ("x" * 3_000_000, 413),
    ],
)
def test_a_body_that_is_none_is_a_problem(dana, body, status):
    assert problem(dana.send("POST", "/requests/", body))[0] == status
    assert count() == 0


def test_only_json_is_taken_and_given(dana):
    bearer = {"Authorization": f"Bearer {dana.token}"}
    form = dana.client.post("/api/v1/requests/", NEW, headers=bearer)
    assert problem(form) == (415, "not-json")
    assert problem(dana.get("/requests/", Accept="text/html")) == (406, "not-acceptable")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_not_known(dana, method):
    assert problem(dana.send(method, "/requests/")) == (405, "no-such-method")


def test_an_address_that_is_none_is_a_problem(dana):
    assert problem(dana.get("/nowhere/")) == (404, "not-found")


def test_our_own_fault_is_a_problem_and_leaves_nothing(dana, monkeypatch):
    def fail(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("tta_requests.api.fetching.RequestRecord.told", fail)
    assert problem(dana.post("/requests/", NEW)) == (500, "our-fault")
    assert count() == 0


def test_another_site_sees_nothing(
    dana, caller, omar_of_lakeside, sent_by, dana_of_riverton, riverton
):
    kept = sent_by(dana_of_riverton, riverton, title="Canary of Riverton")
    omar = caller(omar_of_lakeside)
    assert omar.get("/requests/").json() == {"results": [], "next": None}
    for part in ("", "steps/", "messages/", "timeline/", "clocks/", "ranking/"):
        assert problem(omar.get(f"/requests/{kept.number}/{part}"))[0] == 404
    assert problem(omar.post(f"/requests/{kept.number}/messages/", {"text": "Hello"}))[0] == 404


@pytest.fixture
def offered(best_provider, second_provider, sent_by, dana_of_riverton, riverton, drain):
    kept = sent_by(dana_of_riverton, riverton, problem="Canary of the problem")
    drain()
    with acting_atomic("system:demo"):
        return TTARequest.objects.get(pk=kept.pk)


def test_a_provider_sees_few_lines_before_it_accepts_and_all_after(
    offered, caller, pat_provider, cora
):
    pat, path = caller(pat_provider), f"/requests/{offered.number}"
    before = pat.get(f"{path}/")
    few = "number title site core_area kind urgency status needed_by version whole"
    assert set(before.json()) == set(few.split())
    assert before["ETag"] != cora.get(f"{path}/")["ETag"]  # of one version, she reads more
    for part in ("messages", "timeline", "clocks", "ranking"):
        assert problem(pat.get(f"{path}/{part}/")) == (403, "not-allowed")
    [offer] = pat.get("/offers/").json()["results"]
    answer = pat.post(f"/offers/{offer['id']}/accept/", {"lead_name": "Pat", "no_conflict": True})
    assert (answer.status_code, answer.json()["state"]) == (200, "accepted")
    after = pat.get(f"{path}/")
    assert after.json()["problem"] == "Canary of the problem"
    assert before["ETag"] != after["ETag"]
    assert problem(pat.get(f"{path}/ranking/")) == (403, "not-allowed")
    assert cora.get(f"{path}/ranking/").json()["ranking"][0]["name"] == "Demonstration Provider 1"


def test_a_refused_attestation_is_said_in_the_forms_words(offered, caller, pat_provider):
    pat = caller(pat_provider)
    [offer] = pat.get("/offers/").json()["results"]
    body = {"lead_name": "Pat", "no_conflict": False}
    sentence = "You can accept only if your organization has no conflict of interest."
    response = pat.post(f"/offers/{offer['id']}/accept/", body)
    assert wrong(response) == {"/no_conflict": sentence}


def test_who_declines_sees_it_no_more(offered, caller, pat_provider):
    pat, body = caller(pat_provider), {"reason": "No time before March."}
    [offer] = pat.get("/offers/").json()["results"]
    path = f"/offers/{offer['id']}/decline/"
    assert pat.post(path, body).json()["state"] == "declined"
    assert problem(pat.post(path, body))[0] == 404
    assert problem(pat.get(f"/requests/{offered.number}/"))[0] == 404


def test_internal_messages_are_for_staff(offered, dana, cora):
    path = f"/requests/{offered.number}/messages/"
    assert cora.post(path, {"text": "Among us", "internal": True}).status_code == 201
    assert dana.post(path, {"text": "To all"}).status_code == 201
    assert problem(dana.post(path, {"text": "Among us", "internal": True}))[0] == 403
    assert [row["text"] for row in dana.get(path).json()["results"]] == ["To all"]
    assert [row["text"] for row in cora.get(path).json()["results"]] == ["To all", "Among us"]


def steps(calling, number):
    found = calling.get(f"/requests/{number}/steps/").json()["results"]
    return {step["name"]: (step["is_open"], step["asks"]) for step in found}


def test_the_steps_are_those_of_the_page(offered, dana, cora, mayor_of_riverton, caller):
    assert steps(dana, offered.number) == {"withdraw": (True, ["reason"])}
    assert steps(caller(mayor_of_riverton), offered.number) == {}
    assert {"acknowledge", "recall"} <= set(steps(cora, offered.number))


def test_a_refused_step_says_why(dana):
    made = dana.post("/requests/", NEW)
    path = f"/requests/{made.json()['number']}/steps/"
    [submit, _] = dana.get(path).json()["results"]
    assert submit["refusal"].startswith("Add a core area, the problem")
    response = dana.post(f"{path}submit/", If_Match=made["ETag"])
    assert problem(response) == (409, "refused")
    assert response.json()["detail"] == submit["refusal"]


def test_a_step_needs_its_reason_its_role_and_a_name(offered, dana, caller, mayor_of_riverton):
    path, tag = f"/requests/{offered.number}/steps", f'"{offered.version}"'
    assert list(wrong(dana.post(f"{path}/withdraw/", If_Match=tag))) == ["/reason"]
    mayor, said = caller(mayor_of_riverton), {"reason": "The plan has changed."}
    assert problem(mayor.post(f"{path}/withdraw/", said, If_Match=tag))[0] == 403
    assert problem(dana.post(f"{path}/publish/", If_Match=tag))[0] == 404
    strange = dana.post(f"{path}/withdraw/", said | {"note": "y"}, If_Match=tag)
    assert list(wrong(strange)) == ["/note"]
    done = dana.post(f"{path}/withdraw/", said, If_Match=tag)
    assert done.json()["status"] == "withdrawn"


def test_a_coordinator_offers_to_another_with_a_reason(offered, cora, second_provider):
    path, tag = f"/requests/{offered.number}/steps", f'"{offered.version}"'
    back = cora.post(f"{path}/recall/", {"reason": "Too far."}, If_Match=tag)
    assert back.json()["status"] == "matching"
    tag, body = back["ETag"], {"provider": second_provider.pk}
    assert list(wrong(cora.post(f"{path}/offer/", body, If_Match=tag))) == ["/reason"]
    body |= {"reason": "Has worked with the site.", "note": "We have asked another."}
    assert cora.post(f"{path}/offer/", body, If_Match=tag).json()["status"] == "offered"


def test_reading_again_costs_nothing_when_nothing_changed(offered, dana):
    path = f"/requests/{offered.number}/"
    tag = dana.get(path)["ETag"]
    again = dana.get(path, If_None_Match=f'"1", W/{tag}')
    assert (again.status_code, again.content) == (304, b"")
    assert dana.get(path, If_None_Match='"999"').status_code == 200


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", (428, "version-required")),
        ("*", (428, "version-required")),
        ('"999"', (412, "stale")),
        ("nonsense", (412, "stale")),
        ('W/"1"', (412, "stale")),
    ],
)
def test_a_change_names_the_version_it_was_made_from(dana, given, expected):
    path = dana.post("/requests/", NEW)["Location"].removeprefix("/api/v1")
    headers = {"If_Match": given} if given else {}
    assert problem(dana.patch(path, {"title": "Other"}, **headers)) == expected
    assert dana.get(path).json()["title"] == NEW["title"]


def test_a_change_keeps_what_is_not_sent(dana, gun_violence):
    made = dana.post("/requests/", NEW | {"core_area": gun_violence.slug, "audience": "Detectives"})
    path, kept = made["Location"].removeprefix("/api/v1"), made.json()
    told = dana.patch(path, {"title": "Other"}, If_Match=made["ETag"]).json()
    assert told == kept | {"title": "Other", "version": kept["version"] + 1}
    assert problem(dana.patch(path, {"title": "Third"}, If_Match=made["ETag"])) == (412, "stale")


def test_what_was_submitted_is_not_changed(offered, dana):
    path, tag = f"/requests/{offered.number}/", f'"{offered.version}"'
    assert problem(dana.patch(path, {"title": "Other"}, If_Match=tag)) == (409, "refused")


def test_a_call_sent_twice_counts_once(dana):
    first, second = (dana.post("/requests/", NEW, **KEY) for _ in range(2))
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert (second.status_code, second.json()) == (first.status_code, first.json())
    assert (second["Location"], second["ETag"]) == (first["Location"], first["ETag"])
    assert count() == 1


def test_the_same_key_with_another_body_is_refused(dana):
    dana.post("/requests/", NEW, **KEY)
    assert problem(dana.post("/requests/", NEW | {"title": "B"}, **KEY)) == (422, "invalid")
    assert count() == 1


def test_a_key_is_its_persons_own(dana, cora):
    dana.post("/requests/", NEW, **KEY)
    assert cora.post("/requests/", NEW, **KEY).status_code == 201
    assert count() == 2


def test_an_error_leaves_the_key_unused(dana):
    assert dana.post("/requests/", {"site": "riverton-ex"}, **KEY).status_code == 422
    with acting_atomic("system:demo"):
        assert not KeptAnswer.objects.exists()
    assert dana.post("/requests/", NEW, **KEY).status_code == 201


@pytest.mark.parametrize("key", ["short", "x" * 129, "a b c d e f", "ключ-ключ", "'; DROP TABLE--"])
def test_a_damaged_key_is_refused(dana, key):
    assert problem(dana.post("/requests/", NEW, Idempotency_Key=key)) == (400, "bad-request")
    assert count() == 0


def test_a_step_is_replayed_though_its_version_has_passed(offered, dana):
    path, tag = f"/requests/{offered.number}/steps/withdraw/", f'"{offered.version}"'
    first, second = (dana.post(path, {"reason": "No"}, If_Match=tag, **KEY) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert second["Idempotency-Replayed"] == "true"


def test_next_walks_through_every_request_once(dana, rows):  # noqa: F811 -- the fixture
    made, met, path = rows(60), [], "/requests/?limit=7"
    while path:
        told = dana.get(path).json()
        met += [row["number"] for row in told["results"]]
        path = told["next"] and told["next"].removeprefix("/api/v1")
    assert sorted(met) == sorted(made)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=²", "limit"),
        ("limit=", "limit"),
        ("after=nonsense", "after"),
        ("after=%00", "after"),
        ("status=nonsense", "status"),
        ("site=lakeside-ex", "site"),
        ("q=%00", "q"),
        ("urgency=now", "urgency"),
        ("colour=red", "colour"),
    ],
)
def test_a_question_that_is_not_understood_is_refused(dana, lakeside, query, name):
    assert list(wrong(dana.get(f"/requests/?{query}"))) == [name]


def test_filters_narrow(dana, cora, rows, sent_by, omar_of_lakeside, lakeside):  # noqa: F811 -- the fixture
    rows(3)
    lake = sent_by(omar_of_lakeside, lakeside, title="Canary of Lakeside", urgency="routine")
    for query in ("site=lakeside-ex", "q=canary", "status=submitted", "urgency=routine"):
        found = cora.get(f"/requests/?{query}").json()["results"]
        assert [row["number"] for row in found] == [lake.number]
    assert dana.get("/requests/?urgency=routine").json()["results"] == []


def statements(calling, path) -> int:
    calling.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert calling.get(path).status_code == 200
    return len(seen.captured_queries)


def test_the_list_asks_as_much_at_ten_as_at_two_hundred(dana, rows):  # noqa: F811 -- the fixture
    rows(10)
    few = statements(dana, "/requests/?limit=100")
    rows(190, first=11)
    assert statements(dana, "/requests/?limit=100") == few
    assert few <= 6


def test_what_hangs_on_a_request_asks_as_much_with_four_hundred_entries(dana, offered):
    parts = ("", "steps/", "messages/?limit=100", "timeline/?limit=100", "clocks/", "ranking/")
    few = {part: statements(dana, f"/requests/{offered.number}/{part}") for part in parts}
    told = {"site_id": offered.site_id, "request": offered, "text": "Hello", "author_label": "X"}
    with acting_atomic("system:demo"):
        Entry.objects.bulk_create(
            Entry(**told, kind=kind, created_at=offered.created_at)
            for kind in ("message", "note")
            for _ in range(200)
        )
    assert {part: statements(dana, f"/requests/{offered.number}/{part}") for part in parts} == few
    assert max(few.values()) <= 8


def test_a_caller_waits_after_too_many_calls(dana, settings):
    settings.API_CALLS_A_MINUTE = 3
    answers = [dana.get("/core-areas/") for _ in range(4)]
    assert [answer.status_code for answer in answers[:3]] == [200, 200, 200]
    assert problem(answers[3]) == (429, "too-many")
    assert 0 < int(answers[3]["Retry-After"]) <= 61
