"""Of two people who take one step, the second reads who was first, and keeps what they typed."""

import pytest

from engagements.actions import plans, recommendations
from tests.pages import words

# One word: the error page repeats only what has several.
WHY = "Unaffordable."


@pytest.fixture
def proposed(riverton, area, acting_as, lee_liaison):
    with acting_as(lee_liaison) as by:
        return recommendations.propose(
            site=riverton, headline="Use one file", text="", core_area=area, by=by
        )


def test_a_recommendation_that_a_colleague_accepted_is_not_declined(
    proposed, client_of, dana_of_riverton, ula_of_riverton
):
    page = f"/recommendations/{proposed.pk}/"
    accepted = {"owner": "Chief", "due_on": "12/1/2099", "version": "1"}
    assert client_of(ula_of_riverton).post(f"{page}accept/", accepted).status_code == 303
    dana = client_of(dana_of_riverton)
    for answer in (
        dana.post(f"{page}decline/", {"reason": WHY, "version": "1"}),
        dana.get(f"{page}decline/"),
    ):
        assert answer.status_code == 409
        assert "the status is Accepted. The last step was “Accepted” by Ula" in words(answer)
        assert (WHY in answer.text) is (answer.wsgi_request.method == "POST")


def test_a_plan_that_was_approved_is_not_returned(
    draft, acting_as, lee_liaison, ella, member, riverton, client_of
):
    other = member(riverton, "executive-leadership", "executive", name="Second Leader").user
    with acting_as(lee_liaison) as by:
        plans.submit(draft, version=draft.version, by=by)
    assert client_of(ella).post(f"/plans/{draft.pk}/approve/", {"version": "4"}).status_code == 303
    late = client_of(other).post(f"/plans/{draft.pk}/return/", {"reason": WHY, "version": "4"})
    assert late.status_code == 409
    assert "the status is Approved. The last step was “Version approved” by " in words(late)
    assert WHY in late.text


def test_an_engagement_that_was_suspended_is_not_suspended_again(
    room_settings, engagement, client_of, mona_manager, member
):
    page, mona = f"/engagements/{engagement.pk}/suspend/", client_of(mona_manager)
    given = {"on": "", "reason": WHY, "version": "1"}
    given["on"] = mona.get(page).context["form"]["on"].value().strftime("%m/%d/%Y")
    assert mona.post(page, given).status_code == 303
    late = mona.post(page, given)
    assert late.status_code == 409
    assert "the status is Suspended. The last step was “Suspended” by Mona" in words(late)
    assert WHY in late.text
