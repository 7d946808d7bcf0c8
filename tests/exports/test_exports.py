"""Exports: who gets which rows, in what file, and what ends one."""

import csv
import errno
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.audit.models import SecurityEvent
from foundation.calendars import clock
from foundation.exports import actions, write
from foundation.exports.models import Export
from foundation.exports.narrowing import MAX_IN_NAME, name_part
from foundation.files import store
from foundation.files.cleanup import sweep
from foundation.notifications.models import Notification
from foundation.tenancy.context import acting_atomic
from sites.models import Membership
from tests.pages import words
from tests.tta_requests.states import put
from tta_requests.models import TTARequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def titled(standards, riverton, gun_violence, dana_of_riverton, best_provider):
    """Requests of Riverton with those titles."""

    def make(*titles, site=riverton, requester=dana_of_riverton, **more):
        numbers = []
        for title in titles:
            made = put(
                "triage", site=site, area=gun_violence, requester=requester, provider=best_provider
            )
            with acting_atomic("system:demo"):
                TTARequest.objects.numbered(made.number).update(title=title, **more)
            numbers.append(made.number)
        return numbers

    return make


@pytest.fixture
def ask(client_of):
    """Somebody asks for an export; the export."""

    def asked(user, kind="csv", query=""):
        form = {"what": "requests", "query": query, "format": kind}
        response = client_of(user).post("/exports/new/", form)
        assert response.status_code == 303
        with acting_atomic("system:demo"):
            return Export.objects.of(user.pk).first()

    return asked


def fetch(client, export):
    response = client.get(f"/exports/{export.pk}/download/")
    return response, b"".join(response.streaming_content) if response.streaming else b""


def rows_of(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def sheet_of(content):
    return [list(row) for row in load_workbook(BytesIO(content))["Export"].values]


def again(export):
    with acting_atomic("system:demo"):
        return Export.objects.select_related("job").get(pk=export.pk)


def test_a_contact_takes_the_sites_list_home(
    titled, ask, drain, client_of, dana_of_riverton, lakeside, omar_of_lakeside
):
    [own] = titled("A weekly review")
    titled("Secret of the lake", site=lakeside, requester=omar_of_lakeside)
    export = ask(dana_of_riverton)
    assert "0 of 1 rows" in client_of(dana_of_riverton).get("/exports/").content.decode()
    drain()
    response, content = fetch(client_of(dana_of_riverton), export)
    head, *lines = rows_of(content)
    assert head[:3] == ["Number", "Title", "Site"]
    assert [line[0] for line in lines] == [own]
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    with acting_atomic("system:outbox"):
        assert "Export of requests" in Notification.objects.get(recipient=dana_of_riverton).title
    assert SecurityEvent.objects.get(kind="exported").detail["rows"] == 1


def test_a_file_is_named_for_the_day_of_its_rows(titled, ask, drain, client_of, dana_of_riverton):
    """A file that is downloaded two days later isn't two days newer."""
    titled("A")
    with clock.frozen(datetime(2026, 11, 20, 23, tzinfo=UTC)):
        export = ask(dana_of_riverton)
        drain()
    with clock.frozen(datetime(2026, 11, 22, 23, tzinfo=UTC)):
        answer, _ = fetch(client_of(dana_of_riverton), export)
    assert 'filename="requests-2026-11-20.csv"' in answer["Content-Disposition"]


def test_the_notice_of_a_file_is_read_once_it_is_downloaded(
    titled, ask, drain, client_of, dana_of_riverton
):
    titled("A weekly review")
    first, second = ask(dana_of_riverton), ask(dana_of_riverton)
    drain()
    client = client_of(dana_of_riverton)
    client.head(f"/exports/{first.pk}/download/")

    def unread():
        with acting_atomic("system:outbox"):
            found = Notification.objects.of(dana_of_riverton.pk).unread()
            return set(found.values_list("entry__key", flat=True))

    assert unread() == {f"export:{first.pk}", f"export:{second.pk}"}
    fetch(client, first)
    assert unread() == {f"export:{second.pk}"}


def test_the_filters_of_the_list_hold(titled, ask, drain, client_of, dana_of_riverton):
    titled("Weekly review", "Training")
    export = ask(dana_of_riverton, query="q=trains&after=made-up")
    assert "0 of 1 rows" in client_of(dana_of_riverton).get("/exports/").content.decode()
    drain()
    _, content = fetch(client_of(dana_of_riverton), export)
    assert [line[1] for line in rows_of(content)[1:]] == ["Training"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_is_carried_out_by_a_spreadsheet(
    titled, ask, drain, client_of, dana_of_riverton, kind
):
    evil = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", 'plain, "quoted"\nline']
    evil += ["<c>5 & 6</c>", " spaces "]
    titled(*evil)
    export = ask(dana_of_riverton, kind)
    drain()
    _, content = fetch(client_of(dana_of_riverton), export)
    if kind == "csv":
        cells = [line[1] for line in rows_of(content)[1:]]
    else:
        sheet = load_workbook(BytesIO(content)).active
        titles = [row[1] for row in sheet.iter_rows(min_row=2)]
        assert {cell.data_type for cell in titles} == {"s"}
        cells = [cell.value for cell in titles]
    assert sorted(cells) == sorted(f"'{text}" if text[0] in "=+-@\t" else text for text in evil)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_many_rows_are_written_in_steps_none_twice(
    titled, ask, drain, client_of, dana_of_riverton, monkeypatch, kind
):
    monkeypatch.setattr(actions, "STEP", 2)
    numbers = titled("A", "B", "C", "D", "E")
    export = ask(dana_of_riverton, kind)
    drain()
    _, content = fetch(client_of(dana_of_riverton), export)
    lines = rows_of(content) if kind == "csv" else sheet_of(content)
    assert [line[0] for line in lines] == ["Number", *numbers[::-1]]
    assert again(export).job.done == 5


def test_a_workbook_keeps_each_cell_in_its_column(titled, ask, drain, client_of, dana_of_riverton):
    titled("A", needed_by=None, problem="Lists\x0bare kept.\ufffe")
    export = ask(dana_of_riverton, "xlsx")
    drain()
    head, line = sheet_of(fetch(client_of(dana_of_riverton), export)[1])
    found = dict(zip(head, line, strict=True))
    assert found["Needed by"] is None
    # What XML cannot say is a space.
    assert found["Problem"] == "Lists are kept. "


def test_a_step_that_died_half_way_is_written_anew(titled, ask, dana_of_riverton, monkeypatch):
    monkeypatch.setattr(actions, "STEP", 2)
    titled("A", "B", "C")
    export = ask(dana_of_riverton)
    with acting_atomic("system:outbox"):
        actions.step(again(export))
    kept = again(export)
    # What a killed step left behind the bytes that count:
    write.append(export.pk.hex, [["half a row"]] * 500, kind="csv", at=kept.written)
    with acting_atomic("system:outbox"):
        actions.step(kept)
    content = store.path_of(str(again(export).content)).read_bytes()
    assert b"half a row" not in content
    assert len(rows_of(content)) == 4


def test_a_place_signed_with_a_lost_key_ends_the_export_and_writes_no_row_twice(
    titled, ask, dana_of_riverton, monkeypatch, settings
):
    monkeypatch.setattr(actions, "STEP", 2)
    titled("A", "B", "C")
    export = ask(dana_of_riverton)
    with acting_atomic("system:outbox"):
        actions.step(again(export))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-" * 8, []
    with acting_atomic("system:outbox"):
        actions.step(again(export))
    assert (again(export).job.state, again(export).job.errors) == ("failed", [actions.LOST])
    assert again(export).content is None


def test_an_empty_list_is_its_first_line(standards, ask, drain, client_of, dana_of_riverton):
    export = ask(dana_of_riverton)
    drain()
    _, content = fetch(client_of(dana_of_riverton), export)
    assert len(rows_of(content)) == 1


def test_a_membership_that_ends_meanwhile_ends_the_export(
    titled, ask, drain, client_of, dana_of_riverton, riverton, lakeside, member
):
    titled("A")
    member(lakeside, "point-of-contact", "law-enforcement")
    with acting_atomic("system:demo"):
        Membership.objects.create(
            user=dana_of_riverton,
            site=lakeside,
            role="program-advisor",
            seat="advisor",
            starts_at=clock.now(),
        )
    export = ask(dana_of_riverton)
    with acting_atomic("system:demo"):
        Membership.objects.of_user(dana_of_riverton.pk).at(lakeside).delete()
    drain()
    assert "has changed" in client_of(dana_of_riverton).get("/exports/").content.decode()
    assert again(export).content is None


def test_a_file_is_not_handed_out_to_other_eyes_than_asked(
    titled, ask, drain, client_of, dana_of_riverton, ula_of_riverton, lakeside
):
    titled("A")
    export = ask(dana_of_riverton)
    drain()
    assert client_of(ula_of_riverton).get(f"/exports/{export.pk}/download/").status_code == 404
    with acting_atomic("system:demo"):
        Membership.objects.create(
            user=dana_of_riverton,
            site=lakeside,
            role="program-advisor",
            seat="advisor",
            starts_at=clock.now(),
        )
    assert client_of(dana_of_riverton).get(f"/exports/{export.pk}/download/").status_code == 403


def test_an_analysts_file_has_no_federal_item(
    titled, ask, drain, client_of, ana_analyst, ula_of_riverton
):
    [federal] = titled("Wire", handling="federal", federal_agencies=["ATF"])
    for reader, there in ((ana_analyst, False), (ula_of_riverton, True)):
        export = ask(reader)
        drain()
        _, content = fetch(client_of(reader), export)
        assert (federal in content.decode()) is there


def test_it_is_canceled_and_nothing_is_left(titled, ask, drain, client_of, dana_of_riverton):
    titled("A")
    export = ask(dana_of_riverton)
    client = client_of(dana_of_riverton)
    assert client.post(f"/exports/{export.pk}/cancel/").status_code == 303
    drain()
    assert "You canceled it." in client.get("/exports/").content.decode()
    assert client.get(f"/exports/{export.pk}/download/").status_code == 409
    assert client.post(f"/exports/{export.pk}/cancel/").status_code == 409


def test_three_at_once_are_enough(titled, ask, client_of, dana_of_riverton):
    titled("A")
    for _ in range(3):
        ask(dana_of_riverton)
    form = {"what": "requests", "query": "", "format": "csv"}
    answer = client_of(dana_of_riverton).post("/exports/new/", form)
    assert answer.status_code == 409


def test_a_list_too_long_for_a_file_is_refused(titled, client_of, dana_of_riverton, monkeypatch):
    monkeypatch.setattr(actions, "MAX_ROWS", 1)
    titled("A", "B")
    form = {"what": "requests", "query": "", "format": "csv"}
    answer = client_of(dana_of_riverton).post("/exports/new/", form)
    assert "more than 1 rows" in answer.content.decode()


@pytest.mark.parametrize("who", ["pat_provider", "adam_admin"])
def test_providers_and_administrators_export_nothing(request, client_of, who):
    client = client_of(request.getfixturevalue(who))
    form = {"what": "requests", "query": "", "format": "csv"}
    assert client.post("/exports/new/", form).status_code == 403


@pytest.mark.parametrize(("kind", "part"), [("csv", "Path.open"), ("xlsx", "ZipFile")])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_disk_ends_it_with_a_sentence(
    titled, ask, drain, client_of, dana_of_riverton, monkeypatch, kind, part, number
):
    def full(*_, **__):
        raise OSError(number, "No space left on device")

    # Read-only storage does not let the part go either.
    monkeypatch.setattr("foundation.exports.write.Path.unlink", full)

    titled("A")
    ask(dana_of_riverton, kind)
    monkeypatch.setattr(f"foundation.exports.write.{part}", full)
    drain()
    assert (
        "wasn&#x27;t enough room" in client_of(dana_of_riverton).get("/exports/").content.decode()
    )


def test_a_part_that_is_gone_ends_it_with_a_sentence(
    titled, ask, drain, client_of, dana_of_riverton, monkeypatch
):
    monkeypatch.setattr(actions, "STEP", 2)
    titled("A", "B", "C")
    export = ask(dana_of_riverton)
    with acting_atomic("system:outbox"):
        actions.step(again(export))
    write.forget(export.pk.hex)
    drain()
    assert "no longer available" in client_of(dana_of_riverton).get("/exports/").content.decode()


def test_after_three_days_the_file_is_gone(titled, ask, drain, client_of, dana_of_riverton):
    titled("A")
    export = ask(dana_of_riverton)
    drain()
    content = str(again(export).content)
    with clock.frozen(clock.now() + Export.LIFETIME):
        client = client_of(dana_of_riverton)
        assert client.get(f"/exports/{export.pk}/download/").status_code == 409
        with acting_atomic("system:outbox"):
            assert actions.tidy() == 1
        drain()
    assert not store.path_of(content).exists()


def test_the_sweep_leaves_what_an_export_speaks_of(titled, ask, drain, dana_of_riverton):
    titled("A")
    export = ask(dana_of_riverton)
    drain()
    path = store.path_of(str(again(export).content))
    with acting_atomic("system:outbox"):
        sweep(path.stat().st_mtime + 2 * 86_400)
    assert path.exists()


def test_a_coordinators_export_holds_no_draft_of_a_site(
    titled, draft_of, ask, drain, client_of, cora_coordinator, dana_of_riverton, riverton
):
    [sent] = titled("A weekly review")
    unsent = draft_of(dana_of_riverton, riverton, title="Not decided yet")
    on_behalf = draft_of(cora_coordinator, riverton, title="By phone")
    held = {}
    for user in (cora_coordinator, dana_of_riverton):
        export = ask(user)
        drain()
        _, content = fetch(client_of(user), export)
        held[user] = {row[0] for row in rows_of(content)[1:]}
    assert held[cora_coordinator] == {sent, on_behalf.number}
    assert held[dana_of_riverton] == {sent, unsent.number, on_behalf.number}


def test_the_page_and_the_files_name_say_which_part_a_file_has(
    titled, ask, drain, client_of, dana_of_riverton, gun_violence
):
    titled("A weekly review")
    part = ask(dana_of_riverton, query=f"area={gun_violence.slug}&status=triage&sort=due&q=week")
    drain()
    client = client_of(dana_of_riverton)
    shown = words(client.get("/exports/"))
    assert f"Core area: {gun_violence.name}" in shown
    assert "Status: Triage" in shown
    assert "Sort" not in shown
    name = fetch(client, part)[0]["Content-Disposition"]
    assert "requests-" in name
    assert "triage" in name
    whole = ask(dana_of_riverton)
    drain()
    assert "Everything" in words(client.get("/exports/"))
    day = clock.today(dana_of_riverton.time_zone)
    assert f'"requests-{day}.csv"' in fetch(client, whole)[0]["Content-Disposition"]
    with acting_atomic("system:demo"):
        Export.objects.filter(pk=whole.pk).update(narrowed=None)
    assert "Everything" not in words(client.get("/exports/"))


def test_a_long_part_of_a_name_is_cut_between_words():
    assert name_part([]) == ""
    assert name_part([("Site", "Riverton, EX"), ("Status", "Open")]) == "riverton-ex-open"
    long = name_part([("Words", "gun violence " * 12)])
    assert (len(long) <= MAX_IN_NAME, long.endswith(("gun", "violence"))) == (True, True)


@pytest.mark.parametrize(
    "more",
    [
        {"cleared_sites": None},
        {"cleared_sites": frozenset({7})},
        {"agency_seats": frozenset({(7, "ATF")})},
        {"organizations": frozenset({7})},
    ],
)
def test_rows_of_other_powers_belong_in_another_file(more):
    by = Actor("user:1", "Dana", user_id=1)
    assert actions.scope_of(by, P.REQUEST_VIEW) == actions.scope_of(replace(by), P.REQUEST_VIEW)
    changed = actions.scope_of(replace(by, **more), P.REQUEST_VIEW)
    assert changed != actions.scope_of(by, P.REQUEST_VIEW)


def test_the_three_exports_of_one_person_hold_up_no_one_else(
    ask, client_of, dana_of_riverton, cora_coordinator
):
    for _ in range(actions.MAX_AT_ONCE):
        ask(dana_of_riverton)
    assert ask(cora_coordinator).is_running


def test_a_list_as_long_as_the_maximum_is_exported(monkeypatch, ask, titled, dana_of_riverton):
    titled("A")
    titled("B")
    monkeypatch.setattr(actions, "MAX_ROWS", 2)
    assert ask(dana_of_riverton).is_running
