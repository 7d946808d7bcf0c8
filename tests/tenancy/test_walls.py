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
