"""Nonsense in every address, query, cookie, header and call: 400, 404 or 422, never 500."""

import itertools
import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DataError, connection, transaction

from foundation.tenancy.backend.values import Unstorable
from tests.input.registry import PLACES, address, forms, sound
from tests.matrix.routes import Route, addresses, all_routes, sent
from tests.matrix.world import OWN

ROUTES = [route for route in all_routes() if not route.admin]
# As they stand in an address: NUL, half a character, broken escapes, beyond bigint, impossible days.
IN_PATHS = [
    "%00",
    "a%00b",
    "%ed%a0%80",
    "%ff",
    "%",
    "%zz",
    "9" * 30,
    "-1",
    "0000-00-00",
    "%e2%80%ae",
]
IN_QUERIES = ["%00", "%ed%a0%80", "%ff%zz", "9" * 30, "10000-01-01", "0000-01-01", "%e2%80%ae"]
IN_JSON: list[Any] = [
    "\x00",
    "\ud800",
    10**30,
    -(10**30),
    1e308,
    "10000-01-01",
    "0000-00-00",
    [],
    {},
    None,
]
# A server hands on the bytes it got, each as one character.
IN_COOKIES = ["\x00", "%00", "9" * 5000, "\u00e2\u0080\u00ae"]


class Nothing(Exception):
    """Raised to undo."""


@pytest.fixture
def ask(client_as, django_db_blocker):
    """Send a request as somebody, and undo it; what went wrong is kept."""
    broken: list[str] = []

    def send(
        who: str, method: str, path: str, *, cookies: dict[str, str] | None = None, **how: Any
    ) -> int:
        cache.clear()
        client = client_as(who)
        with django_db_blocker.unblock():
            try:
                with transaction.atomic():
                    for name, value in (cookies or {}).items():
                        client.cookies[name] = value
                    query = path.partition("?")[2]
                    path_only = path.partition("?")[0]
                    answer = client.generic(method, path_only, QUERY_STRING=query, **how)
                    b"".join(getattr(answer, "streaming_content", ()))  # closes the file
                    if answer.status_code >= 500:
                        problem = getattr(answer, "exc_info", None)
                        said = repr(problem[1])[:200] if problem else ""
                        broken.append(f"{who} {method} {path[:120]!r}: {answer.status_code} {said}")
                    raise Nothing
            except Nothing:
                return answer.status_code

    yield send
    assert not broken, "\n".join(broken)


def spoiled(route: Route, world: Any, django_db_blocker: Any) -> list[str]:
    """The address with each of its arguments replaced by nonsense."""
    with django_db_blocker.unblock():
        [whole, *_] = addresses(route, world, OWN)
    if not route.arguments:
        return []
    pieces = re.split(r"<(?:[^:>]+:)?([^>]+)>", route.route)
    if len(pieces) == 1:  # one of allauth's regular expressions
        return [f"{whole.path.rstrip('/')}{text}/" for text in IN_PATHS]
    found = []
    for text in IN_PATHS:
        filled = [piece if number % 2 == 0 else text for number, piece in enumerate(pieces)]
        found.append("/" + re.sub(r"[\^$\\]", "", "".join(filled)))
    return found


def test_no_argument_of_an_address_breaks_it(ask, world, django_db_blocker):
    """Each address with a few kinds of nonsense in turn, so that all of them meet every converter."""
    turn = itertools.cycle(range(len(IN_PATHS)))
    for route in ROUTES:
        paths = spoiled(route, world, django_db_blocker)
        for path in {paths[next(turn)] for _ in range(3)} | {paths[0]} if paths else ():
            who = "visitor" if "participate" in path or "accept" in path else "coordinator"
            assert ask(who, "GET", path) not in {200, 201}


@pytest.mark.parametrize("text", IN_PATHS)
def test_a_guests_link_with_nonsense_is_not_found(ask, text):
    for path in (f"/participate/{text}/", f"/invitations/{text}/"):
        for method in ("GET", "POST"):
            assert ask("visitor", method, path) in {400, 404, 409}  # a link that is not one


def names_of(route: Route) -> list[str]:
    """Every name a list might be asked by: those of its forms, and what is asked of many."""
    known = {
        name
        for key, place in PLACES.items()
        if place.route == route.name
        for name in getattr(forms()[key], "base_fields", {})
    }
    return sorted(
        known
        | {
            "q",
            "page",
            "after",
            "before",
            "site",
            "status",
            "sort",
            "next",
            "since",
            "limit",
            "cursor",
            "from",
            "to",
            "n",
            "view",
        }
    )


def test_no_query_breaks_a_page(ask, world, django_db_blocker):
    for route in ROUTES:
        with django_db_blocker.unblock():
            [whole, *_] = addresses(route, world, OWN)
        path = whole.path.partition("?")[0]
        names = names_of(route)
        turn = itertools.cycle(IN_QUERIES)
        for each in (
            "&".join(f"{name}=%00" for name in names),
            "&".join(f"{name}={next(turn)}" for name in names),
            "%00=%00&%ff&=&&%ed%a0%80=1&a=1&a=1",
        ):
            ask("coordinator", "GET", f"{path}?{each}")


HEADERS = (
    "If-Match", "If-None-Match", "If-Modified-Since", "Range", "Referer", "Authorization", "Accept",
    "Accept-Language", "Content-Type", "HX-Request", "HX-Current-URL", "HX-Target",
    "X-Forwarded-For", "User-Agent", "Idempotency-Key", "Accept-Encoding",
)  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/my-day/", "/api/v1/me/", "/accounts/login/"])
def test_no_cookie_and_no_header_breaks_a_page(ask, path):
    for text in IN_COOKIES:
        names = ("sessionid", "csrftoken", "messages", "anything")
        ask("visitor", "GET", path, cookies=dict.fromkeys(names, text))
    for text in ("\x00", "\u00ff" * 3000, "bytes=9-" + "9" * 30, "Bearer psp_\x00"):
        ask("coordinator", "GET", path, headers=dict.fromkeys(HEADERS, text))
    late = {"If-Modified-Since": "Mon, 01 Jan 10000 00:00:00 GMT"}
    ask("coordinator", "GET", path, headers=late)


def test_no_static_file_is_looked_for_under_nonsense(ask):
    for text in IN_PATHS:
        ask("visitor", "GET", f"/static/{text}")


def test_no_field_of_a_form_breaks_it(ask, world, django_db_blocker):
    """Also those that no form declares: a version, a nonce, the way back."""
    beside = ("version", "nonce", "next", "save", "site", "shown", "undo", "act", "post")
    known = forms()
    for key, place in PLACES.items():  # that each form has its place is another test's
        cls = known[key]
        with django_db_blocker.unblock():
            where, fields = address(place, world), sound(place, world, cls)
        for text in ("%00", "%ed%a0%80"):
            body = "&".join(f"{name}={text}" for name in {*fields, *beside})
            if place.method == "POST":
                ask(
                    place.who,
                    "POST",
                    where,
                    data=body,
                    content_type="application/x-www-form-urlencoded",
                )


def test_no_value_of_a_call_breaks_the_api(ask, world, django_db_blocker):
    for route in ROUTES:
        for method in route.sends:
            with django_db_blocker.unblock():
                [whole, *_] = addresses(route, world, OWN)
                body = sent(route, whole, world, OWN)
            for value in IN_JSON:
                status = ask(
                    "coordinator",
                    method.upper(),
                    whole.path,
                    data=json.dumps({**body, **dict.fromkeys(body, value)} if body else value),
                    content_type="application/json",
                    headers={"If-Match": '"1"', "Idempotency-Key": "\x00"},
                )
                assert status >= 400 or not body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "value"),
    [
        ("SELECT %s", "a\x00b"),
        ("SELECT %s", "\ud800"),
        ("SELECT %s::bigint", 10**30),
        ("SELECT %s::int", 2**40),
        ("SELECT %s::date", "0000-00-00"),
        ("SELECT %s::uuid", "x"),
        ("SELECT %s::jsonb", '{"a": "\\u0000"}'),
    ],
)
def test_the_backend_calls_a_value_that_cannot_be_stored_by_its_name(sql, value):
    with pytest.raises(Unstorable), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [value])


@pytest.mark.django_db
def test_other_errors_of_the_data_stay_our_own_fault():
    with pytest.raises(DataError) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / %s", [0])
    assert not isinstance(raised.value, Unstorable)
