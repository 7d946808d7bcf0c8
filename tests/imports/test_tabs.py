"""One spreadsheet in two tabs: what one tab says after the other began the import is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.imports import actions
from foundation.imports.models import Import
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import Refused
from tests.together import does

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(client_of, standards, riverton, cora_coordinator):
    """Return a file of contacts with its columns matched, as a tab that was opened before the other acts has it."""
    client = client_of(cora_coordinator)
    file = SimpleUploadedFile(
        "contacts.csv", b'Site,Name,Organization\n"Riverton, EX",Ida,Library\n'
    )
    address = client.post("/imports/new/contacts/", {"file": file})["Location"]
    with acting_atomic("system:demo"):
        Import.objects.update(mapping={"site": 0, "name": 1, "organization": 2})
        kept = Import.objects.select_related("job").get()
    return client, address, kept


LATE = {
    "columns": lambda kept: actions.tell_columns(kept, {"site": 2}),
    "header": lambda kept: actions.choose_header(kept, 2),
    "answers": lambda kept: actions.answer(kept, {"dates": "month first"}),
    "remove": actions.remove,
}


@pytest.mark.parametrize("late", LATE.values(), ids=LATE)
def test_what_a_tab_says_after_the_other_began_the_import_changes_nothing(
    seen, cora_coordinator, late
):
    client, address, kept = seen
    assert client.post(f"{address}begin/").status_code == 303
    with pytest.raises(Refused):
        does(cora_coordinator, lambda _by: late(kept))(lambda: None)
    with acting_atomic("system:demo"):
        now = Import.objects.get()
    assert (now.mapping, now.header_line, now.answers) == (kept.mapping, 1, {})


def test_columns_of_a_header_that_the_other_tab_replaced_are_refused(seen, cora_coordinator):
    _, _, kept = seen
    with acting_atomic("system:demo"):
        Import.objects.update(header=["Riverton, EX", "Ida", "Library"], header_line=2, mapping={})
    with pytest.raises(Refused, match="another header row"):
        does(cora_coordinator, lambda _by: actions.tell_columns(kept, {"site": 0}))(lambda: None)


def test_answers_of_two_tabs_are_both_stored(seen, cora_coordinator):
    _, _, kept = seen
    with acting_atomic("system:demo"):
        Import.objects.update(answers={"dates": "day first"})
    does(cora_coordinator, lambda _by: actions.answer(kept, {"names": "last"}))(lambda: None)
    with acting_atomic("system:demo"):
        assert Import.objects.get().answers == {"dates": "day first", "names": "last"}


def test_an_import_without_columns_says_to_match_them(seen):
    client, address, _ = seen
    with acting_atomic("system:demo"):
        Import.objects.update(mapping={})
    refused = client.post(f"{address}begin/")
    assert (refused.status_code, "Match the columns" in refused.content.decode()) == (409, True)
