from uuid import uuid4

import pytest

from foundation.workflow.signed_links import SignedLinks

LINKS = SignedLinks("tests.door")


def test_a_word_names_its_record_and_needs_no_escape():
    pk = uuid4()
    token = LINKS.token_of(pk)
    assert LINKS.read(token) == pk
    assert not set(token) & set(":/?#%")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1],
        lambda token: ("1" if token[0] == "0" else "0") + token[1:],
        lambda token: token + "x",
        lambda _: "",
    ],
)
def test_a_damaged_word_names_none(spoil):
    assert LINKS.read(spoil(LINKS.token_of(uuid4()))) is None


def test_a_word_of_another_purpose_names_none():
    assert LINKS.read(SignedLinks("tests.window").token_of(uuid4())) is None
