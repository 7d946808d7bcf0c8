"""What the schema allows and what it does not, as several roles: no fault of ours, no answer it does not
know, no word of a site that is none of theirs.

`make fuzz CASES=20000` asks more often; the suite asks 500 times.
"""

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rest_framework.response import Response
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from foundation.api import actions
from foundation.api.enums import Scope
from tests.matrix import walls
from tests.matrix.routes import Address, addresses, all_routes
from tests.matrix.walk import Nothing, Walker
from tests.matrix.world import FOREIGN, OWN, World
from tta_requests.models import TTARequestQuerySet

ROLES = ["visitor", "poc-police", "liaison", "coordinator", "provider-offer", "no-seat"]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# The version of every planted row, whole or in part: without it no step gets past the door.
READ = {"If-Match": '"1", "1-few"'}


class Fuzzer:
    """Calls the API in this process as somebody; nothing of it stays."""

    def __init__(self, world: World, name: str) -> None:
        self.world, self.asked = world, 0
        self.walker = Walker(world, world.people[name])
        self.headers: dict[str, str] = {}
        if user := world.people[name].user:
            _, token = actions.make_token(
                name="Fuzz", scope=Scope.WRITE, days=7, with_factor=False, by=user
            )
            self.headers["Authorization"] = f"Bearer {token}"

    def ask(self, case: Any) -> None:
        """One call, judged and undone."""
        cache.clear()
        self.asked += 1
        try:
            with transaction.atomic():
                response = case.call(headers=self.headers)
                raise Nothing
        except Nothing:
            pass
        case.validate_response(response, checks=CHECKS)
        path = Address("api", "api/v1/", "", case.formatted_path)
        leaks = self.walker._leaks(path, f"{response.headers} {response.text}")
        assert not leaks, f"{case.method} {case.formatted_path}: {leaks}"


def rows_of(operation: Any, world: World) -> Iterator[dict[str, Any]]:
    """What stands in an address, with planted rows: own ones and foreign ones."""
    for route in all_routes():
        if re.sub(r"<(?:[^:>]+:)?([^>]+)>", r"{\1}", f"/{route.route}") == operation.path:
            for site in (OWN, FOREIGN):
                for address in addresses(route, world, site):
                    found = resolve(address.path).kwargs
                    if found:
                        yield {name: str(value) for name, value in found.items()}


def cases_of(operation: Any, world: World) -> st.SearchStrategy[Any]:
    """Calls that the schema allows, some on rows that exist, and calls that it does not."""
    planted = list(rows_of(operation, world))
    likely = [operation.as_strategy(path_parameters=row, headers=READ) for row in planted[:20]] or [
        operation.as_strategy(headers=READ)
    ]
    odd = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    return st.one_of(st.one_of(likely), operation.as_strategy(), odd)


@pytest.fixture
def one_quiet_connection() -> Iterator[None]:
    """As Django's test client: a call's end does not close the connection that holds our transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    logging.disable(logging.CRITICAL)  # hundreds of refusals are what is asked for
    yield
    logging.disable(logging.NOTSET)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def read_whole(app: Any) -> Any:
    """As a server does: read an answer to its end, and close it with the file behind it."""

    def answer(environ: Any, start_response: Any) -> list[bytes]:
        with closing(app(environ, start_response)) as parts:
            return [b"".join(parts)]

    return answer


@pytest.mark.slow
def test_the_api_keeps_its_word_whatever_it_is_asked(
    world,
    one_quiet_connection,
    django_db_blocker,
    pytestconfig,
):
    with django_db_blocker.unblock():
        app = read_whole(get_wsgi_application())
        schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", app)
        operations = [found.ok() for found in schema.get_all_operations()]
        each = max(1, round(pytestconfig.getoption("--cases") / len(ROLES) / len(operations)))
        for name in ROLES:
            try:
                with transaction.atomic():
                    fuzzer = Fuzzer(world, name)
                    for operation in operations:
                        walk(fuzzer, operation, cases_of(operation, world), each)
                    raise Nothing
            except Nothing:
                sys.stdout.write(f"{name}: {fuzzer.asked} calls of {len(operations)} operations\n")


@pytest.fixture
def list_of_requests(world, one_quiet_connection, django_db_blocker):
    """One call of the list, and somebody to send it."""
    with django_db_blocker.unblock():
        schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
        yield schema["/api/v1/requests/"]["GET"].Case(), lambda: Fuzzer(world, "poc-police")


def test_a_hole_in_both_walls_is_found(list_of_requests, monkeypatch):
    case, somebody = list_of_requests
    walls.python_open(monkeypatch, TTARequestQuerySet)
    with (
        walls.database_open("tta_requests_ttarequest"),
        pytest.raises(AssertionError, match="of hilltop"),
        transaction.atomic(),
    ):
        somebody().ask(case)


@pytest.mark.parametrize(
    "answer", [Response({"results": "none"}), Response({}, status=201), ZeroDivisionError()]
)
def test_an_answer_that_is_not_in_the_schema_is_found(list_of_requests, monkeypatch, answer):
    def get(self: Any, call: Any) -> Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    case, somebody = list_of_requests
    monkeypatch.setattr("tta_requests.api.requests.Requests.get", get)
    with pytest.raises(FailureGroup), transaction.atomic():
        somebody().ask(case)


def walk(fuzzer: Fuzzer, operation: Any, cases: st.SearchStrategy[Any], most: int) -> None:
    """Ask one operation so many times; the same every time the suite runs."""

    @settings(
        max_examples=most,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def ask(case: Any) -> None:
        fuzzer.ask(case)

    ask()
