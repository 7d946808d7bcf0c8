"""What the portal exports, it imports: the same headings, words and days; and a workbook's cells are typed."""

from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from foundation.exports import registry as exports
from foundation.exports import write
from foundation.exports.enums import Format
from foundation.files import store
from foundation.imports import registry as imports
from foundation.tenancy.context import acting_atomic
from tests.exports.test_exports import ask, fetch, titled
from tests.imports.test_imports import bring, preview, send
from tta_requests.models import TTARequest

pytestmark = pytest.mark.django_db
__all__ = ["ask", "bring", "preview", "send", "titled"]
KEPT = ("title", "problem", "desired_change", "core_area_id", "kind", "urgency", "urgency_reason")


def test_every_list_that_is_exported_and_imported_is_sent_back_below():
    both = {slug for slug, _ in exports.choices() if imports.find(slug)}
    assert both == {"requests"}


@pytest.mark.parametrize("kind", [Format.CSV, Format.XLSX])
def test_the_list_i_exported_could_not_be_imported(
    titled, ask, drain, client_of, mona_manager, bring, kind
):
    more = {"problem": "Three lists;\n=two are old.", "urgency": "critical"}
    [number] = titled("=A weekly review, “2026”", **more, urgency_reason="A trial begins.")
    export = ask(mona_manager, kind)
    drain()
    _, content = fetch(client_of(mona_manager), export)
    report = bring(content, f"list.{kind}")
    assert (report.context["brought"], report.context["left"]) == (1, [])
    with acting_atomic("system:demo"):
        rows = TTARequest.objects.select_related("site")
        old, new = rows.get(number=number), rows.exclude(number=number).get()
        words = new.entries.get(kind="import").text
    assert [getattr(old, name) for name in KEPT] == [getattr(new, name) for name in KEPT]
    zone = ZoneInfo(old.site.time_zone)
    days = {each.submitted_at.astimezone(zone).date() for each in (old, new)}
    assert (len(days), new.site_id, new.status) == (1, old.site_id, "triage")
    assert words == f"Imported from a spreadsheet; its old number was {number}"


def test_dates_in_my_workbook_were_text_and_its_header_scrolled_away(db):
    name = "f" * 32
    moment = datetime(2026, 11, 20, 9, 14)  # noqa: DTZ001 -- a workbook knows no zones
    midnight = datetime(2026, 11, 20)  # noqa: DTZ001 -- as above
    rows = [
        ("Day", "Moment", "Number", "Text"),
        (date(2026, 11, 20), moment, 17, "0123"),
        (None, None, 1.5, "x" * 200),
    ]
    at = write.append(name, rows[:2], kind=Format.XLSX, at=0)
    write.append(name, rows[2:], kind=Format.XLSX, at=at)
    made = write.finish(name, Format.XLSX)
    sheet = load_workbook(BytesIO(store.path_of(made.name).read_bytes()))["Export"]
    head, first, second = sheet.iter_rows()
    assert [cell.value for cell in first] == [
        midnight,
        moment,
        17,
        "0123",
    ]
    assert [cell.data_type for cell in first] == ["d", "d", "n", "s"]
    assert [cell.number_format for cell in first[:2]] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm"]
    assert [cell.value for cell in second] == [None, None, 1.5, "x" * 200]
    assert [cell.font.bold for cell in (head[0], first[0], second[3])] == [True, False, False]
    assert sheet.freeze_panes == "A2"
    widths = [sheet.column_dimensions[letter].width for letter in "ABCD"]
    assert widths == [12, 18, 10, 62]
