"""The walls as they are written down, and the sentence for each hole in them."""

import pytest

from foundation.tenancy import walls

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_the_walls_are_written_down(request):
    """After a migration that changes tables, policies, triggers or functions: ``make walls``."""
    present = walls.lines(walls.actual())
    if request.config.getoption("--write-walls"):
        walls.KNOWN.write_text("\n".join(present) + "\n")
    assert present == walls.KNOWN.read_text().splitlines()


def test_what_is_written_down_is_read_as_it_was():
    assert walls.parse(walls.lines(walls.actual())) == walls.actual()


def test_a_restored_list_of_words_is_the_same_list_and_another_word_is_not():
    fact = ("outcomes_accomplishment", "policy", "app_read")
    made = "(ARRAY['shown'::character varying, 'it''s, so'::character varying])::text[]"
    restored = "ARRAY[('shown'::character varying)::text, ('it''s, so'::character varying)::text]"
    assert walls.compare({fact: made}, {fact: restored}) == []
    assert walls.compare({fact: made}, {fact: restored.replace("shown", "draft")})
