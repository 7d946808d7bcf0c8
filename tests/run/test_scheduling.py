"""Which tests share a process where several run the suite."""

import pytest

from tests.scheduling import rank, scope

FILE = "tests/needs/test_plans.py"
FORMS = "tests/input/test_bad_input.py"


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (f"{FILE}::test_a", f"{FILE}::test_b[x::y]", True),
        (f"{FILE}::test_a", "tests/needs/test_commitments.py::test_a", False),
        (f"{FORMS}::test_a[sites.EndForm]", f"{FORMS}::test_b[sites.EndForm]", True),
        (f"{FORMS}::test_a[sites.EndForm]", f"{FORMS}::test_a[sites.InviteForm]", False),
        ("tests/matrix/test_matrix.py::test_a[exec]", "tests/matrix/test_matrix.py::test_a[fbi]", False),
        ("tests/upgrades/test_undone.py::test_a", "tests/upgrades/test_upgrade.py::test_b", True),
    ],
)  # fmt: skip
def test_what_serves_the_next_test_stays_in_one_process(one, other, together):
    assert (scope(one) == scope(other)) is together


def test_what_takes_long_is_begun_first():
    places = ("tests/upgrades/test_undone.py", "tests/matrix/test_matrix.py", FILE, FORMS)
    ranks = [rank(f"{place}::test_a") for place in places]
    assert ranks == sorted(set(ranks))
