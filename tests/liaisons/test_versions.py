"""Versions of an update: what two of them say differently, who corrected it and why."""

from datetime import timedelta

import pytest

from foundation.calendars import clock
from liaisons.presenters.versions import compared
from tests.liaisons.conftest import NOW
from tests.pages import markup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected(client_of, lee_liaison, visit, posted):
    """Correct Lee's visit twice."""
    lee = client_of(lee_liaison)
    for number, (text, why) in enumerate(
        [("Walked the evidence room with the captain.", "It was the captain."), ("Short.", "")], 1
    ):
        with clock.frozen(NOW + timedelta(hours=number)):
            fields = posted(version=str(number), summary=text, reason=why or "Too long.")
            assert lee.post(f"/updates/{visit.pk}/correct/", fields).status_code == 303
    return f"/updates/{visit.pk}/versions/"


def test_the_last_two_are_compared_word_by_word(client_of, dana_of_riverton, corrected):
    page = client_of(dana_of_riverton).get(corrected)
    assert "<del>Walked the evidence room with the captain.</del>" in markup(page)
    assert "<ins>Short.</ins>" in markup(page)
    text = words(page)
    assert "Version 3 Corrected by Lee Liaison" in text
    assert "Too long." in text
    assert "It was the captain." in text


def test_others_can_be_chosen_in_any_order(client_of, dana_of_riverton, corrected):
    page = markup(client_of(dana_of_riverton).get(corrected, {"older": "2", "newer": "1"}))
    assert "<del>property sergeant.</del>" in page
    assert "<ins>captain.</ins>" in page
    for asked in ({"older": "4"}, {"newer": "x"}):
        assert client_of(dana_of_riverton).get(corrected, asked).status_code == 404


def test_one_version_is_nothing_to_compare(client_of, dana_of_riverton, omar_of_lakeside, visit):
    path = f"/updates/{visit.pk}/versions/"
    assert "This update has one version." in words(client_of(dana_of_riverton).get(path))
    assert client_of(omar_of_lakeside).get(path).status_code == 404


def test_a_correction_says_why_unless_a_reviewer_did(client_of, lee_liaison, visit, posted):
    path = f"/updates/{visit.pk}/correct/"
    answer = client_of(lee_liaison).post(path, posted(version="1", summary="New", reason=""))
    assert answer.status_code == 422
    assert "Enter why you are correcting the update." in words(answer)


def test_a_comparison_loses_no_character():
    old, new = "One  two\nthree ", "One two\n\nfour"
    older, newer = compared(old, new)
    assert ("".join(p.text for p in older), "".join(p.text for p in newer)) == (old, new)
    assert compared("", "New") == ([], [newer[0].__class__("New", True)])
