"""Referrals and resources by the API: who reads them, who answers."""

import pytest

from foundation.tenancy.context import acting_atomic
from tests.tta_requests.conftest import put_in  # noqa: F401 -- a fixture
from tta_requests.actions import referrals, resources
from tta_requests.enums import BranchAgency, ProgramOffice
from tta_requests.models import FederalReferral

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(put_in, act, cora_coordinator):  # noqa: F811 -- the fixture
    tta_request = put_in("in-delivery")
    with act(cora_coordinator) as by:
        referrals.ask(tta_request, agency=BranchAgency.ATF, to_lead=True, note="Trace.", by=by)
        resources.share(
            tta_request,
            office=ProgramOffice.OVC,
            title="Help for victims",
            url="",
            note="Pays.",
            by=by,
        )
    return tta_request


def test_the_seat_answers_and_the_request_names_its_co_lead(
    request_, caller, atf_of_riverton, dana_of_riverton
):
    path = f"/requests/{request_.number}/"
    atf = caller(atf_of_riverton)
    answer = atf.post(f"{path}referrals/ATF/answer/", {"helps": True, "text": "Two agents."})
    assert (answer.status_code, answer.json()["state"]) == (200, "helps")
    dana = caller(dana_of_riverton)
    [told] = dana.get(f"{path}referrals/").json()["results"]
    assert (told["agency"], told["answer"], told["to_lead"]) == ("ATF", "Two agents.", True)
    assert dana.get(path).json()["co_leads"] == ["ATF"]


@pytest.mark.parametrize("who", ["fbi_of_riverton", "dana_of_riverton", "lee_liaison"])
def test_nobody_else_answers_for_it(request, request_, atf_of_riverton, caller, who):
    other = caller(request.getfixturevalue(who))
    path = f"/requests/{request_.number}/referrals/ATF/answer/"
    assert other.post(path, {"helps": True, "text": "We do."}).status_code in {403, 404}
    with acting_atomic("system:demo"):
        assert FederalReferral.objects.get().state == "asked"


def test_an_answer_says_something(request_, caller, atf_of_riverton):
    atf, path = caller(atf_of_riverton), f"/requests/{request_.number}/referrals/ATF/answer/"
    for body in ({"helps": True, "text": ""}, {"helps": "yes", "text": "x"}, {"text": "x"}):
        assert atf.post(path, body).status_code in {400, 422}


def test_the_provider_reads_resources_and_no_referrals(request_, caller, pat_provider):
    pat = caller(pat_provider)
    assert pat.get(f"/requests/{request_.number}/referrals/").json()["results"] == []
    [told] = pat.get(f"/requests/{request_.number}/resources/").json()["results"]
    assert told["title"] == "Help for victims"
