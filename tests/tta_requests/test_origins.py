"""Requests that come from a recommendation or a finding: prefilled, linked both ways, and with DOJ's principles."""

import pytest

from engagements.models import Recommendation
from foundation.tenancy.context import acting_atomic
from psp_portal.management.commands.load_reference import load_all
from sites.models import Principle
from tests.factories.engagements import FindingFactory, RecommendationFactory
from tests.pages import words
from tta_requests.models import TTARequest


@pytest.fixture
def trust(db) -> Principle:
    with acting_atomic("system:demo"):
        return Principle.objects.create(slug="trust", name="Trust", summary="Trust.")


@pytest.fixture
def advised(riverton, trust) -> Recommendation:
    with acting_atomic("system:demo"):
        return RecommendationFactory(site=riverton, text="One list.", principles=["trust"])


def sent(advised: Recommendation, **more: object) -> dict[str, object]:
    return {
        "site": "riverton-ex",
        "title": advised.headline,
        "core_area": advised.core_area.slug,
        "kind": "technical-assistance",
        "urgency": "expedited",
        "delivery_mode": "either",
        "origin": f"recommendation:{advised.pk}",
        "principles": ["trust"],
        "then": "save",
        **more,
    }


def test_a_draft_is_prefilled_and_linked_both_ways(advised, client_of, dana_of_riverton):
    client = client_of(dana_of_riverton)
    form = client.get(f"/requests/new/?origin=recommendation:{advised.pk}").content.decode()
    assert f'value="{advised.headline}"' in form
    assert "One list." in form
    assert client.post("/requests/new/", sent(advised)).status_code == 303
    with acting_atomic("system:demo"):
        made = TTARequest.objects.get()
    assert (made.source, made.recommendation_id, made.principles) == (
        "recommendation",
        advised.pk,
        ["trust"],
    )
    assert made.number in client.get(f"/recommendations/{advised.pk}/").content.decode()


def test_a_submitted_one_names_it_and_its_principles_on_its_page(
    advised, standards, client_of, dana_of_riverton
):
    client = client_of(dana_of_riverton)
    whole = {"problem": "Three lists.", "desired_change": "One list.", "then": "submit"}
    page = client.post("/requests/new/", sent(advised, **whole), follow=True).content.decode()
    assert f'href="/recommendations/{advised.pk}/"' in page
    assert "Trust" in page
    listed = client.get("/requests/?filters=1&principle=trust").content.decode()
    assert advised.headline in listed
    with acting_atomic("system:demo"):
        assert [slug for each in TTARequest.objects.all() for slug in each.principles] == ["trust"]


def test_a_finding_becomes_a_draft_with_its_words_and_area_and_both_pages_show_it(
    riverton, gun_violence, standards, client_of, dana_of_riverton, mayor_of_riverton
):
    """The mayor reads the board, and can't ask for help."""
    with acting_atomic("system:demo"):
        found = FindingFactory(
            assessment__site=riverton,
            assessment__title="Review",
            assessment__core_area=gun_violence,
        )
    board, asked = (
        "/sites/riverton-ex/recommendations/",
        f"/requests/new/?origin=finding:{found.pk}",
    )
    client = client_of(dana_of_riverton)
    turn = f'href="{asked.replace(":", "%3A")}">Turn finding 1 into a request'
    assert turn in client.get(board).content.decode()
    assert "into a request" not in client_of(mayor_of_riverton).get(board).content.decode()
    form = client.get(asked).content.decode()
    assert f'value="{found.text}"' in form
    assert '<option value="gun-violence" selected>' in form
    values = {
        "title": found.text,
        "core_area": "gun-violence",
        "kind": "technical-assistance",
        "urgency": "expedited",
        "delivery_mode": "either",
        "problem": found.text,
        "desired_change": "Fewer.",
        "origin": f"finding:{found.pk}",
        "site": "riverton-ex",
        "then": "submit",
    }
    page = client.post("/requests/new/", values, follow=True)
    with acting_atomic("system:demo"):
        made = TTARequest.objects.get()
    assert (made.source, made.finding_id) == ("finding", found.pk)
    assert "Finding: Review, finding 1" in words(page)
    assert f'href="{board}#finding-{found.pk}"' in page.content.decode()
    shown = client.get(board).content.decode()
    assert f'id="finding-{found.pk}"' in shown
    assert f'href="/requests/{made.number}/"' in shown


def test_an_origin_of_another_site_or_a_made_up_one_is_refused(
    advised, lakeside, client_of, dana_of_riverton, omar_of_lakeside
):
    with acting_atomic("system:demo"):
        theirs = RecommendationFactory(site=lakeside, headline="Theirs")
    client = client_of(dana_of_riverton)
    for origin in (f"recommendation:{theirs.pk}", "recommendation:x", "nothing", f"x:{theirs.pk}"):
        answer = client.post("/requests/new/", sent(advised, origin=origin))
        assert answer.status_code == 422, origin
    with acting_atomic("system:demo"):
        assert not TTARequest.objects.exists()
    assert (
        "Theirs"
        not in client.get(f"/requests/new/?origin=recommendation:{theirs.pk}").content.decode()
    )


def test_a_reader_of_the_recommendation_sees_no_others_draft(
    advised, client_of, dana_of_riverton, cora_coordinator
):
    client_of(dana_of_riverton).post("/requests/new/", sent(advised))
    with acting_atomic("system:demo"):
        number = TTARequest.objects.get().number
    text = client_of(cora_coordinator).get(f"/recommendations/{advised.pk}/").content.decode()
    assert number not in text


def test_the_five_principles_of_the_program_are_offered(client_of, db, dana_of_riverton):
    load_all()
    form = client_of(dana_of_riverton).get("/requests/new/").content.decode()
    with acting_atomic("system:demo"):
        names = list(Principle.objects.values_list("name", flat=True))
    assert len(names) == 5
    assert all(name in form for name in names)
