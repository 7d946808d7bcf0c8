"""The everyday edition: the database refuses and drops everybody three times. ``make chaos`` restarts it."""

import time

import psycopg2
import pytest
from django.db import connections
from django.test import Client

from foundation.api import actions
from foundation.api.enums import Scope
from foundation.tenancy.context import acting_atomic
from tests.faults.clients import Clients
from tests.faults.harness import wait_for
from tests.run.web import serving
from tta_requests.models import TTARequest

REQUEST = {
    "site": "riverton-ex",
    "core_area": "gun-violence",
    "problem": "Three units keep separate lists.",
    "desired_change": "One list.",
    "kind": "technical-assistance",
    "urgency": "routine",
    "delivery_mode": "either",
}


def outage(seconds: float) -> None:
    """As a restart looks from outside: nobody comes in, who was in is thrown out."""
    at = {
        key: value
        for key, value in connections["owner"].get_connection_params().items()
        if key in {"host", "port", "user", "password"}
    }
    name = connections["owner"].settings_dict["NAME"]
    mine = (
        [connections["default"].connection.info.backend_pid]
        if connections["default"].connection
        else []
    )
    owner = psycopg2.connect(**at, dbname="postgres")
    owner.autocommit = True
    app = {
        key: value
        for key, value in connections["default"].get_connection_params().items()
        if key in {"host", "port", "user", "password", "dbname"}
    }
    killer = psycopg2.connect(**app)
    killer.autocommit = True
    try:
        with owner.cursor() as closing, killer.cursor() as ending:
            closing.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            ending.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND usename = current_user"
                " AND pid <> pg_backend_pid() AND pid <> ALL (%s::int[])",
                [mine],
            )
            time.sleep(seconds)
            closing.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    finally:
        killer.close()
        owner.close()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_outage_is_told_as_one_and_nothing_acknowledged_is_lost(
    dana_of_riverton, gun_violence, standards, variables, tmp_path
):
    signed_in = Client()
    signed_in.force_login(dana_of_riverton)
    _, token = actions.make_token(
        name="Writer", scope=Scope.WRITE, days=1, with_factor=False, by=dana_of_riverton
    )
    told = {**variables, "PSP_ENV": "test", "DJANGO_SETTINGS_MODULE": "psp_portal.settings"}
    with serving(tmp_path, app="", variables=told) as (_, port):
        clients = Clients(port, f"sessionid={signed_in.cookies['sessionid'].value}")
        with clients.at_work(readers=4, writer=REQUEST, token=token):
            for number in range(3):
                assert wait_for(lambda at_least=number: len(clients.saved) > at_least, seconds=60)
                outage(0.4)
            assert wait_for(lambda: len(clients.saved) > 3, seconds=60)
        # Broken connections are gone: whoever asks now is answered.
        after = [
            clients.ask("GET", "/requests/", headers={"Cookie": clients.cookie}) for _ in range(16)
        ]
    assert clients.bad == []
    assert clients.answers[503] > 0
    assert after == [200] * 16
    with acting_atomic("system:demo"):
        kept = list(
            TTARequest.objects.filter(title__startswith="Written").values_list("title", flat=True)
        )
    assert len(kept) == len(set(kept))
    assert set(clients.saved.values()) <= set(kept)
