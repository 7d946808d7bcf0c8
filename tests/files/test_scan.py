"""The scanner's word: asked by the outbox, waited for, obeyed."""

import io
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from foundation.calendars import clock
from foundation.files import actions, clamav, store
from foundation.files.enums import ScanState
from foundation.outbox.models import Message
from foundation.tenancy.context import acting_atomic
from tests.files.clamd import Clamd

NOWHERE = ("127.0.0.1", 1)


def test_the_client_sends_pieces_and_reads_the_answer(clamd):
    assert clamav.scan(io.BytesIO(b"clean " * 50_000), clamd.address) == ""
    assert clamav.scan(io.BytesIO(b"a virus"), clamd.address) == "Test-Virus"
    assert clamd.scanned == [b"clean " * 50_000, b"a virus"]
    assert clamd.largest <= 64 * 1024


def test_a_socket_in_a_folder_will_do(tmp_path):
    path = tmp_path / "clamd"
    with Clamd(family=socket.AF_UNIX, path=str(path)) as running:
        assert clamav.scan(io.BytesIO(b"a virus"), Path(running.address)) == "Test-Virus"


@pytest.mark.parametrize(
    "answer",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"\0",
        b"stream:  FOUND\0",
        b"nonsense\0",
        b"x" * 9000,
    ],
)
def test_what_is_no_answer_is_no_all_clear(answer):
    with Clamd(answer=answer) as running, pytest.raises(clamav.ScannerAway):
        clamav.scan(io.BytesIO(b"content"), running.address)


@pytest.mark.parametrize("address", [NOWHERE, Path("/nowhere/clamd.sock")])
def test_a_scanner_that_is_not_there_says_so(address):
    with pytest.raises(clamav.ScannerAway):
        clamav.scan(io.BytesIO(b"content"), address)


@pytest.mark.django_db
def test_a_clean_file_waits_until_the_scanner_has_seen_it(clamd, kept, fresh, drain):
    row = kept()
    assert (row.scan, row.is_readable) == (ScanState.PENDING, False)
    drain()
    row = fresh(row)
    assert (row.scan, row.is_readable) == (ScanState.CLEAN, True)
    assert row.scanned_at is not None
    assert clamd.scanned == [b"The plan."]


@pytest.mark.django_db
def test_an_infected_file_loses_its_content_and_keeps_its_row(clamd, kept, fresh, drain):
    row = kept(content=b"a virus")
    assert store.path_of(row.content).exists()
    drain()
    row = fresh(row)
    assert (row.scan, row.finding, row.is_readable) == (ScanState.INFECTED, "Test-Virus", False)
    assert not store.path_of(row.content).exists()


@pytest.mark.django_db
def test_a_scanner_that_is_away_is_asked_again(settings, kept, fresh, drain):
    settings.CLAMAV_ADDRESS = NOWHERE
    row = kept()
    start = clock.now()
    for hours in range(15):  # more often than a message is tried before it is given up
        with clock.frozen(start + timedelta(hours=hours)):
            drain()
    assert fresh(row).scan == ScanState.PENDING
    assert not Message.objects.dead().exists()
    with Clamd() as running, clock.frozen(start + timedelta(hours=20)):
        settings.CLAMAV_ADDRESS = running.address
        drain()
    assert fresh(row).scan == ScanState.CLEAN


@pytest.mark.django_db
def test_without_a_scanner_a_file_says_that_nobody_looked(settings, kept, fresh, drain):
    settings.CLAMAV_ADDRESS = None
    row = kept()
    drain()
    assert (fresh(row).scan, row.is_readable) == (ScanState.NOT_SCANNED, True)


@pytest.mark.django_db
def test_a_scanner_taken_out_of_service_leaves_nothing_waiting(settings, kept, fresh, drain):
    settings.CLAMAV_ADDRESS = NOWHERE
    row = kept()
    settings.CLAMAV_ADDRESS = None
    drain()
    assert fresh(row).scan == ScanState.NOT_SCANNED


@pytest.mark.django_db
def test_a_second_word_of_the_scanner_changes_nothing(clamd, kept, fresh, drain):
    row = kept()
    drain()
    with acting_atomic("system:outbox"):
        actions.scan(type(row), str(row.pk), tries=2)
    assert (fresh(row).scan, len(clamd.scanned)) == (ScanState.CLEAN, 1)
