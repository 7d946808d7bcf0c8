"""``make chaos``: kill the processes of ``make run`` at seeded moments during requests.

The requests are sent to the running web pages; halfway the broker is away for a minute. The control
runs the same way with ``transaction.on_commit(task.delay)`` in place of the outbox and must lose
some; without it the experiment would prove nothing. Another run: ``pytest tests/faults/chaos.py
--seed 7 --jobs 100``.
"""

import json
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from psp_portal.local.environment import ROOT
from psp_portal.local.valkey import free_port
from tests.faults import claims
from tests.faults.conftest import manage
from tests.faults.contact import Contact
from tests.faults.harness import Troupe, wait_for
from tests.faults.portal import Portal
from tests.faults.verdict import Verdict, mails_in
from tta_requests.enums import Rung

CLOCKS = 10_000
AWAY = 60.0  # seconds without a broker
SITE, ROLE, SEAT = "example-city-ex", "point-of-contact", "law-enforcement"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Return a PSP_HOME for both runs: the second continues with the data of the first."""
    folder = tmp_path_factory.mktemp("portal") / "home"
    yield folder
    subprocess.run(  # noqa: S603 -- a fixed command of ours
        ["/usr/bin/env", f"PSP_HOME={folder}", sys.executable, "-m", "psp_portal.local.reset"],
        cwd=ROOT,
        check=True,
    )


def test_requests_survive_kills_and_a_minute_without_a_broker(home, pytestconfig, capsys):
    found, told = _run(Portal(home, free_port()), "Chaos", pytestconfig, settle=400)
    with capsys.disabled():
        print(f"\noutbox: {told}")  # noqa: T201 -- the finding
    assert len(found.answered) == pytestconfig.getoption("jobs")
    assert (found.lost, found.doubled, found.waiting) == (set(), set(), 0)
    assert all(held == holding for held, holding in found.places), found.places


def test_the_control_loses_some(home, pytestconfig, capsys):
    portal = Portal(home, free_port(), settings="tests.faults.control_settings")
    found, told = _run(portal, "Control", pytestconfig, settle=30)
    with capsys.disabled():
        print(f"\non_commit(delay): {told}")  # noqa: T201 -- the finding
    assert found.lost, "the control lost nothing: the experiment has no power"


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_the_relay_does_the_work(variables, judge, progress, tmp_path):
    commands = {
        "submitter": manage("submit_jobs", "20", "--pause", "0.05"),
        "relay": manage("relay"),
    }
    with Troupe(commands, variables, tmp_path):
        assert wait_for(lambda: progress()[1] == 20, seconds=60)
    assert not judge().doubled


@pytest.mark.django_db(transaction=True)
def test_ten_thousand_clocks_are_claimed_once_though_a_claimer_is_killed(
    variables, tmp_path, pytestconfig, capsys
):
    claims.plant(CLOCKS)
    found = claims.run(variables, tmp_path, seed=pytestconfig.getoption("seed"))
    with capsys.disabled():
        print(f"\nclocks: {CLOCKS}, killed after {found.killed_after} steps, {found.told} told")  # noqa: T201 -- the finding
    assert found.steps == dict.fromkeys(range(len(Rung)), CLOCKS)
    assert (found.unfinished, found.out_of_order) == (0, 0)
    assert found.killed_after < found.told == len(Rung) * CLOCKS


def _run(
    portal: Portal, words: str, config: pytest.Config, *, settle: float
) -> tuple[Verdict, str]:
    """Start, send and kill until all is sent, let the rest finish, judge."""
    seed, jobs = config.getoption("seed"), config.getoption("jobs")
    rng = random.Random(seed)  # noqa: S311 -- repeatable, no secret
    with portal:
        portal.manage("make_room")
        contact = _signed_in(portal)
        asking = threading.Thread(target=_ask, args=(contact, words, jobs), daemon=True)
        asking.start()
        _kill_while(asking, portal, contact, rng, halfway=jobs // 2)
        wait_for(lambda: not _judged(portal, contact, words).lost, seconds=settle, step=3)
        found = _judged(portal, contact, words)
    return found, _told(found, portal, contact, seed)


def _signed_in(portal: Portal) -> Contact:
    rows = json.loads(portal.manage("demo_accounts", "--json"))
    seat = {"site": SITE, "role": ROLE, "seat": SEAT}
    person = next(row for row in rows if seat.items() <= row.items())
    contact = Contact(portal.address)
    contact.sign_in(person["email"], person["password"])
    return contact


def _ask(contact: Contact, words: str, jobs: int) -> None:
    pace = random.Random(0)  # noqa: S311 -- pauses only
    for n in range(1, jobs + 1):
        contact.ask(f"{words} {n:03d}", nonce=f"nonce-of-{words.lower()}-{n:06d}")
        time.sleep(pace.uniform(0, 0.8))


def _kill_while(
    asking: threading.Thread, portal: Portal, contact: Contact, rng: random.Random, *, halfway: int
) -> None:
    """Kill at random moments, each after some progress, as a slow machine would else only boot."""
    without: threading.Thread | None = None
    while asking.is_alive():
        before = len(contact.answered)
        wait_for(
            lambda seen=before: len(contact.answered) > seen or not asking.is_alive(),
            seconds=30,
            step=0.02,
        )
        time.sleep(rng.uniform(0, 3))
        if len(contact.answered) >= halfway and without is None:
            without = threading.Thread(target=portal.keep_away, args=("valkey", AWAY), daemon=True)
            without.start()  # it has forgotten everything when it comes back
        portal.kill_at_random(rng)
    if without is not None:
        without.join()


def _judged(portal: Portal, contact: Contact, words: str) -> Verdict:
    told = json.loads(portal.manage("requests_of_a_run", words))
    mails = mails_in(Path(portal.home) / "mail")
    return Verdict(
        frozenset(contact.answered), told["requests"], mails, told["places"], told["waiting"]
    )


def _told(found: Verdict, portal: Portal, contact: Contact, seed: int) -> str:
    return (
        f"seed {seed}, {len(found.answered)} requests, {len(portal.kills)} kills, "
        f"lost {len(found.lost)}, doubled {len(found.doubled)}, "
        f"mails {found.mailed}, resent with their Message-ID {found.resent}, "
        f"forms sent again {contact.again}; {', '.join(portal.kills)}"
    )
