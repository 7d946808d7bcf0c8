"""``make chaos``: slow clients, a restarting database and a silent mail server during work."""

import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from psp_portal.local.environment import ROOT
from psp_portal.local.valkey import free_port
from tests.faults.chaos import _judged, _signed_in
from tests.faults.clients import Clients
from tests.faults.harness import wait_for
from tests.faults.portal import Portal
from tests.outbox.smtp import SILENT, mail_server
from tests.run.web import dial

SECONDS = 60.0
HEAD = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
POST = "POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("outages")
    yield folder
    for home in (each for each in folder.iterdir() if each.is_dir()):
        subprocess.run(  # noqa: S603 -- a fixed command of ours
            ["/usr/bin/env", f"PSP_HOME={home}", sys.executable, "-m", "psp_portal.local.reset"],
            cwd=ROOT,
            check=True,
        )


def test_slow_clients_make_nobody_wait(homes, capsys):
    """Send ten slow heads and eight slow bodies for a minute; readers' p95 at most doubles."""
    with Portal(homes / "slow", free_port()) as portal:
        cookie = _cookie(portal)
        _busy(portal, cookie, 10.0)  # warm
        alone = _busy(portal, cookie, SECONDS)
        with _dripping(portal.port, [HEAD] * 10 + [POST] * 8):
            beside = _busy(portal, cookie, SECONDS)
        alone_after = _busy(portal, cookie, SECONDS / 2)
    usual = max(
        _p95(alone), _p95(alone_after)
    )  # the machine's own swings are not the slow ones' doing
    _report(
        capsys,
        f"\nslow clients: p95 {_p95(alone):.3f} s and {_p95(alone_after):.3f} s alone, {_p95(beside):.3f} s beside; {beside.answers}",
    )
    assert beside.bad == []
    assert set(beside.answers) == {200}
    assert _p95(beside) <= 2 * usual


def test_postgresql_restarts_under_four_readers_and_a_writer(homes, capsys, pytestconfig):
    rng = random.Random(pytestconfig.getoption("seed"))  # noqa: S311 -- repeatable, no secret
    with Portal(homes / "restart", free_port()) as portal:
        portal.manage("make_room")
        contact = _signed_in(portal)
        clients = Clients(portal.port, _cookie(portal))
        with clients.at_work(readers=4):
            writing = threading.Thread(target=_ask, args=(contact, "Restart", 40), daemon=True)
            writing.start()
            for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
                before = len(contact.answered)
                assert wait_for(lambda seen=before: len(contact.answered) > seen, seconds=90)
                time.sleep(rng.uniform(0, 1))
                os.kill(portal.processes()["postgres"], how)
            writing.join(300)
        assert not writing.is_alive()
        wait_for(lambda: not _judged(portal, contact, "Restart").lost, seconds=400, step=3)
        found = _judged(portal, contact, "Restart")
    _report(
        capsys,
        f"\nrestarts: {clients.answers}, {len(contact.answered)} requests, sent again {contact.again}",
    )
    assert clients.bad == []
    assert clients.answers[503] > 0
    assert (found.lost, found.doubled) == (set(), set())


def test_while_mail_is_silent_other_work_goes_on(homes, capsys, pytestconfig):
    """Route and notify in the portal at the usual pace; each mail comes afterward, once."""
    silence = pytestconfig.getoption("silence")
    with mail_server() as server:
        mail = {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}
        with Portal(homes / "silent", free_port(), more=mail) as portal:
            portal.manage("make_room")
            contact = _signed_in(portal)
            usual = _pace(portal, contact, "Usual", 8)
            server.says["end"] = SILENT
            ends, silent = time.monotonic() + silence, []
            while time.monotonic() < ends:
                silent += _pace(portal, contact, f"Silent {len(silent):04d}", 1)
            asked = server.asked
            server.says.clear()
            assert wait_for(lambda: _mailed(portal), seconds=900, step=5)
            resent = portal.manage("requests_of_a_run", "Silent")
        counted = json.loads(resent)["maybe_sent"]
    ids = server.ids()
    _report(
        capsys,
        f"\nsilent mail: {statistics.median(usual):.2f} s usual, {statistics.median(silent):.2f} s silent, {server.most} at once, {asked} asked, {len(ids) - len(set(ids))} doubled, {counted} counted",
    )
    assert server.most == 1
    assert statistics.median(silent) <= 2 * statistics.median(usual) + 1
    assert len(ids) - len(set(ids)) == counted


def _report(capsys, finding: str) -> None:
    with capsys.disabled():
        print(finding)  # noqa: T201 -- what the run was for


def _cookie(portal: Portal) -> str:
    contact = _signed_in(portal)
    return "; ".join(f"{each.name}={each.value}" for each in contact.cookies)


def _busy(portal: Portal, cookie: str, seconds: float) -> Clients:
    clients = Clients(portal.port, cookie)
    with clients.at_work(readers=10):
        time.sleep(seconds)
    return clients


def _p95(clients: Clients) -> float:
    return statistics.quantiles(clients.seconds, n=20)[-1]


@contextmanager
def _dripping(port: int, begun: list[str]) -> Iterator[None]:
    """Send unfinished requests at one byte a second; restart each that the server ends."""
    over = threading.Event()

    def drip(text: str) -> None:
        while not over.is_set():
            with suppress(OSError), dial(port, text) as made:
                while not over.wait(1):
                    made.sendall(b"x")
                    made.settimeout(0.01)
                    with suppress(TimeoutError, socket.timeout):
                        if made.recv(1000):
                            break  # the server has ended it

    threads = [threading.Thread(target=drip, args=(text,)) for text in begun]
    for each in threads:
        each.start()
    try:
        yield
    finally:
        over.set()
        for each in threads:
            each.join()


def _ask(contact, words: str, jobs: int) -> None:
    for n in range(1, jobs + 1):
        contact.ask(f"{words} {n:03d}", nonce=f"nonce-of-{words.lower()}-{n:06d}")
        time.sleep(0.2)


def _pace(portal: Portal, contact, words: str, jobs: int) -> list[float]:
    """Return the seconds from each confirmed request to its offer."""
    taken = []
    for n in range(1, jobs + 1):
        title = f"{words} {n:03d}"
        contact.ask(title, nonce=f"nonce-of-{words.lower().replace(' ', '-')}-{n:06d}")
        began = time.monotonic()
        assert wait_for(lambda title=title: _is_offered(portal, title), seconds=120, step=0.2)
        taken.append(time.monotonic() - began)
    return taken


def _is_offered(portal: Portal, title: str) -> bool:
    return any(
        each["offers"] for each in json.loads(portal.manage("requests_of_a_run", title))["requests"]
    )


def _mailed(portal: Portal) -> bool:
    told = json.loads(portal.manage("requests_of_a_run", "Silent"))["requests"]
    return all(mail == "sent" for each in told for _, mail in each["notices"])
