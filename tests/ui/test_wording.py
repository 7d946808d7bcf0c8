"""Numbers agree with their words."""

import pytest

from foundation.ui import wording


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 seats"), (1, "1 seat"), (2, "2 seats"), (1200, "1200 seats")]
)
def test_a_number_stands_with_its_word(number, words):
    assert wording.counted(number, "seat") == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "need"), (1, "needs"), (1.0, "needs"), (2, "need")]
)
def test_a_verb_agrees_with_its_number(number, words):
    assert wording.agree(number, "needs", "need") == words


def test_pages_count_in_the_same_words(text):
    assert text('{{ n|counted:"row" }}', n=1) == "1 row"
    assert text('{{ n|counted:"offer is,offers are" }}', n=2) == "2 offers are"
    assert text('{{ n|agree:"needs,need" }}', n=1) == "needs"


@pytest.mark.parametrize(
    ("phone", "dialed"),
    [
        ("555-0142", "5550142"),
        ("(202) 555-0142", "2025550142"),
        ("+1 202 555 0142", "+12025550142"),
        ("202.555.0142 x7", "2025550142"),
        ("202-555-0142 ext. 7", "2025550142"),
        ("202-555-0142 #7", "2025550142"),
        ("ask the front desk", ""),
    ],
)
def test_a_phone_dials_the_digits_without_the_extension(phone, dialed):
    assert wording.dialed(phone) == dialed
