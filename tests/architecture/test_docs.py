"""Each name in code marks of the documents exists in the tree: pages are true, or they fail here."""

import re

import pytest

from tests.architecture.doc_claims import NO_NAMES, untrue, untrue_example
from tests.architecture.doc_pages import blocks, fences, pages
from tests.architecture.source import ROOT


def test_each_name_in_code_marks_exists():
    found = [problem for name, text in pages() for problem in untrue(name, text)]
    assert found == []


def test_each_example_names_what_exists():
    found = [
        problem
        for name, text in pages()
        for where, language, code in fences(name, text)
        for problem in untrue_example(where, language, code)
    ]
    assert found == []


def test_tables_have_the_rows_that_pages_count():
    counted = [
        (path, int(number), len((ROOT / path).read_text(encoding="utf-8").splitlines()) - 1)
        for _, text in pages()
        for path, number in re.findall(r"`([\w/]+\.csv)` \((\d+)\)", text)
    ]
    assert len(counted) > 10
    assert [row for row in counted if row[1] != row[2]] == []


def test_each_link_leads_to_a_file():
    broken = [
        f"{name}: {link}"
        for name, text in pages()
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
        if not ((ROOT / name).parent / link).exists()
    ]
    assert broken == []


def test_no_exempted_text_is_stale():
    spans = {span for name, text in pages() for block in blocks(name, text) for span in block.spans}
    said = spans | {span.strip('"') for span in spans}
    assert [text for texts in NO_NAMES.values() for text in texts if text not in said] == []


@pytest.mark.parametrize(
    "false",
    [
        "`P.TTA_REQUEST_TRIAGE`",
        "1. `tta_requests/forms/drafts.py`: the name in `fields`",
        "| `sites/data/core_areas.csv` | `colour` |",
        "`make imports`",
        "`manage.py route_everything`",
        "`manage.py route_request NUMBER --repeat`",
        "`foundation.api.once`",
        "`foundation/api/once.py`",
        "`actions/weigh.py`",
        "`Weight.CRITICAL`",
        "`weight=Weight.CRITICAL`",
        "`PSP_ENVIRONMENT=local`",
        "`/no/such/page/`",
        "`app_my_sites()`",
        "`locks.hold(rows, pk, excuse=NotYours)`",
        "`{% buton label %}`",
        "`{% button label colour='red' %}`",
        "`tests/matrix/test_matrix.py::test_nothing`",
        "`tta_requests.0999`",
        '| `Fact`² | `label text href=""` |',
        "| `ClockState` | `ON_TIME LATE` |",
        "`LostPowersMiddlewear`",
    ],
)
def test_a_false_name_is_found(false):
    assert list(untrue("page.md", false)) != []


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("python", "register(NavItem(label='x', permission=P.TTA_REQUEST_TRIAGE))"),
        ("python", "from foundation.outbox import doorbell"),
        ("python", "from foundation import outbox\noutbox.ring()"),
        ("python", "page(request, 'x', colour=1)"),
        ("django", "{% url 'liaisons:autosaved' pk %}"),
        ("django", "{% buton 'Save' %}"),
        ("sh", "docker compose run --rm web python manage.py make_admin"),
        ("sh", "make everything"),
    ],
)
def test_a_false_example_is_found(language, code):
    assert list(untrue_example("page.md", language, code)) != []
