from types import SimpleNamespace

import pytest

from foundation.workflow.errors import DomainError, InvalidInput, Refused, StaleEdit
from foundation.workflow.versions import check_version


@pytest.mark.parametrize("posted", [3, "3"])
def test_the_same_version_passes(posted):
    check_version(SimpleNamespace(version=3), posted)


def test_an_older_version_is_a_stale_edit_that_holds_both():
    record = SimpleNamespace(version=3)
    with pytest.raises(StaleEdit) as stale:
        check_version(record, "2")
    assert (stale.value.current, stale.value.posted, stale.value.status) == (record, 2, 409)


@pytest.mark.parametrize("posted", [None, "", "x", "1.5"])
def test_a_version_that_is_no_number_is_bad_input(posted):
    with pytest.raises(InvalidInput) as bad:
        check_version(SimpleNamespace(version=3), posted)
    assert bad.value.status == 422


def test_an_error_carries_its_sentence_and_status():
    assert (str(Refused("No.")), Refused("No.").status, Refused().message) == (
        "No.",
        409,
        DomainError.message,
    )
    assert DomainError("Gone.", status=410).status == 410
