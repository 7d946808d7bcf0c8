"""Send requests as a person, judge each by both oracles, and roll each back."""

import json
import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils.http import urlencode

from foundation.accounts import sessions
from foundation.accounts.actors import resolve
from foundation.accounts.permissions import Permission
from foundation.tenancy.context import acting_atomic
from foundation.ui import pdf
from tests.architecture.source import ROOMS as NAMES
from tests.matrix import expected, snapshot
from tests.matrix.routes import Address, Route, addresses, all_routes, body, sent
from tests.matrix.world import FOREIGN, NUMBER, OWN, SECOND, TOKEN, Persona, World

ROOMS = set(NAMES)
# The holder of the link may see the invitation behind it, which is the purpose of the link.
BY_TOKEN = {
    "sites:accept-invitation",
    "tta_requests:participate",
    "summits:guest-registration",
    "summits:guest-accept",
    "summits:guest-attendance",
    "summits:guest-leave",
    "summits:guest-feedback",
}
# A URL that grants access by itself: no cache may store its response.
SECRET = re.compile(r"<[^>]*\b(token|key)>")
# Records of their own at sites where people change nothing else.
OWN_RECORD = {
    "sites_breakglass": {"admin", "admin-glass"},
    "sites_breakglassevent": {"admin", "admin-glass"},
    "tta_requests_follower": {"analyst"},
}


class Nothing(Exception):
    """Raised to roll back."""


@dataclass
class Findings:
    """The oracles' findings, and the statuses seen."""

    leaks: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    statuses: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: int = 0

    def all(self) -> list[str]:
        return [*self.leaks, *self.changes, *self.errors, *self.odd]


class Writes:
    """Notices whether a request wrote to a table of sites: only then are rows compared."""

    def __init__(self) -> None:
        self.any = False

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        text = str(sql).lstrip()
        if text[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
            self.any |= any(table in text for table in snapshot.tables())
        return execute(sql, params, many, context)


class Walker:
    """Sends requests as one persona."""

    def __init__(self, world: World, persona: Persona, *, strict: bool = True) -> None:
        self.world, self.persona, self.strict = world, persona, strict
        self.client = Client(raise_request_exception=False)
        if persona.user:
            self.client.force_login(persona.user)
            note_use(self.client)
        self.cookies = self.client.cookies.copy()
        self.found = Findings()
        user = persona.user or AnonymousUser()
        with acting_atomic(f"user:{user.pk}" if persona.user else "public"):
            self.actor = resolve(user)
        with transaction.atomic():
            self.before = snapshot.hashes()

    def barred(self, route: Route) -> frozenset[str]:
        """Return the methods for which a view refuses the person before it reads a row.

        Whichever row is named then, the answer is the same: `tests/architecture/test_access.py` holds it for all
        views and methods.
        """
        reads = getattr(route.callback, "access", None)
        resource = getattr(route.callback, "cls", None)
        changes = getattr(resource, "changes", None) if resource else reads
        asked = {"GET": reads, "POST": changes, "PATCH": changes}
        return frozenset(
            method
            for method, permission in asked.items()
            if isinstance(permission, Permission) and not self.actor.may_anywhere(permission)
        )

    def ask(self, method: str, address: Address, form: dict[str, Any] | None = None) -> int:
        """Send one request, judge it, roll it back."""
        cache.clear()
        self.client.cookies = self.cookies.copy()
        self.found.asked += 1
        after = self.before
        wrote = Writes()
        try:
            with transaction.atomic():
                with connection.execute_wrapper(wrote):
                    if form is None:
                        response = self.client.generic(method, address.path)
                    elif address.is_api:
                        response = self._call(method, address, form)
                    else:
                        response = send_form(self.client, address.path, form)
                if wrote.any:
                    after = snapshot.since(self.before)
                raise Nothing
        except Nothing:
            pass
        self._judge(method, address, response, after)
        return int(response.status_code)

    def _call(self, method: str, address: Address, form: dict[str, Any]) -> HttpResponse:
        """Call the API with an entity tag, as if the row had been read, whole or in part; a file goes as a form."""
        headers = {"If-Match": '"1", "1-few"'}
        if "file" in form:
            typed = {name: value for name, value in form.items() if value is not None}
            return self.client.post(address.path, typed, headers=headers)
        return self.client.generic(
            method, address.path, json.dumps(form), "application/json", headers=headers
        )

    def _judge(
        self, method: str, address: Address, response: HttpResponse, after: dict[Any, str]
    ) -> None:
        where = f"{self.persona.name} {method} {address.path} → {response.status_code}"
        if response.status_code >= 500:
            problem = getattr(response, "exc_info", None)
            self.found.errors.append(f"{where}: {problem[1]!r}" if problem else where)
        if self.persona.user or SECRET.search(address.route):
            kept = response.headers.get("Cache-Control")
            if kept != "private, no-store":
                self.found.odd.append(f"{where}: caches are told {kept!r}")
        body = getattr(response, "content", b"") or b"".join(
            getattr(response, "streaming_content", ())
        )
        told = response.headers.get("Content-Length", len(body))
        if method != "HEAD" and int(told) != len(body):
            self.found.odd.append(f"{where}: {told} bytes are told, {len(body)} sent")
        text = f"{dict(response.items())} {body.decode(errors='replace')}"
        for leak in self._leaks(address, text):
            self.found.leaks.append(f"{where}: {leak}")
        own = {self.world.sites[name].pk for name in self.persona.writes}
        names = {site.pk: name for name, site in self.world.sites.items()}
        for table, site in sorted(snapshot.changed(self.before, after)):
            mine = self.persona.name in OWN_RECORD.get(table, ())
            if site in own or mine or address.name in BY_TOKEN:
                continue
            self.found.changes.append(f"{where}: changed {table} of {names[site]}")

    def _leaks(self, address: Address, text: str) -> set[str]:
        found = {(hit[1].lower(), hit[2].lower()) for hit in TOKEN.finditer(text)}
        # A number in the requested path reveals nothing.
        numbers = set(NUMBER.findall(text)) - set(NUMBER.findall(address.path))
        found |= {self.world.numbers[number] for number in numbers if number in self.world.numbers}
        if address.name in BY_TOKEN:
            found = {(site, scope) for site, scope in found if scope != "invite"}
        return {f"{scope} text of {site}" for site, scope in found if not self._may(site, scope)}

    def _may(self, site: str, scope: str) -> bool:
        if not self.strict and scope == "draftreq":  # a rule of the page, not of row security
            return self.persona.may_see(site, "site")
        return self.persona.may_see(site, scope)


def send_form(client: Client, path: str, form: dict[str, Any]) -> HttpResponse:
    """Send a form as its page does: in parts only where it has a file, which takes longer to read."""
    if any(hasattr(value, "read") for value in form.values()):
        return client.post(path, form)
    typed = urlencode(form, doseq=True)
    return client.post(path, typed, "application/x-www-form-urlencoded")


def note_use(client: Client) -> None:
    """Mark the session as used, as rolled-back requests would otherwise write that each time."""
    session = client.session
    session[sessions.USED_AT] = int(time.time()) + 60 * 60
    session.save()


def portal_routes() -> list[Route]:
    return [route for route in all_routes() if not route.admin]


def admin_routes() -> list[Route]:
    return [route for route in all_routes() if route.admin]


def places(persona: Persona) -> list[str]:
    return [OWN, SECOND, FOREIGN] if persona.name == "two-seats" else [OWN, FOREIGN]


def walk(
    walker: Walker,
    routes: list[Route],
    *,
    methods: tuple[str, ...],
    known: frozenset[str] = frozenset({expected.UNTAKEN}),
) -> Findings:
    """Request every route with own and foreign rows by each method.

    Arguments:
        walker: who asks.
        routes: what is asked for.
        methods: the methods.
        known: statuses that are taken from the table and not asked for again. Where there are some, a view that
            refuses the person whichever row is named is asked with the first one only.
    """
    with _many_requests(draws=not known):
        for route in routes:
            cells = walker.found.statuses.setdefault(route.label, {})
            barred = walker.barred(route) if known else frozenset()
            for site, address, asked in targets(route, walker, methods):
                key, name = address.row_of(site), walker.persona.name
                told = expected.known(route.label, key, name, known | {expected.DENIED})
                told = {
                    method: status
                    for method, status in told.items()
                    if status in known or (cells and method in barred)
                }
                cells[key] = _ask(walker, route, site, address, asked, told)
    return walker.found


@contextmanager
def _many_requests(*, draws: bool) -> Iterator[None]:
    """Log no refusal, as thousands are expected; draw PDFs, or give the text of the document for one.

    The oracle finds a leak in a text: a drawn page is compressed.
    """
    logging.disable(logging.CRITICAL)
    try:
        if draws:
            yield
        else:
            with patch.object(pdf, "draw", str.encode):
                yield
    finally:
        logging.disable(logging.NOTSET)


def targets(
    route: Route, walker: Walker, methods: tuple[str, ...]
) -> Iterator[tuple[str, Address, tuple[str, ...]]]:
    """Yield own and foreign URLs with their methods.

    Where a URL names no row of a site, only its form can be foreign; a row of a further kind is
    requested with GET and POST only.
    """
    for place in places(walker.persona):
        for number, address in enumerate(addresses(route, walker.world, place)):
            if not address.kind and place != OWN:
                if "POST" in methods and route.callback.__module__.partition(".")[0] in ROOMS:
                    yield place, address, ("POST",)
            elif number or route.callback.__module__.partition(".")[0] not in ROOMS | {
                "foundation"
            }:
                yield place, address, tuple(m for m in methods if m in {"GET", "POST"})
            else:
                yield place, address, methods


def _ask(
    walker: Walker,
    route: Route,
    site: str,
    address: Address,
    methods: tuple[str, ...],
    told: dict[str, str],
) -> str:
    got = dict(told)
    if "POST" in methods and "PATCH" in route.sends:
        methods = (*methods, "PATCH")
    for method in methods:
        if method in told:
            continue
        form = None
        if method in {"POST", "PATCH"}:
            form = (
                sent(route, address, walker.world, site)
                if address.is_api
                else body(route, walker.world, site)
            )
        got[method] = str(walker.ask(method, address, form))
    if {"GET", "HEAD"} <= got.keys() and got["HEAD"] not in {got["GET"], "405"}:
        walker.found.odd.append(f"{address.path}: GET {got['GET']}, HEAD {got['HEAD']}")
    return "/".join(got[method] for method in ("GET", "POST", "PATCH") if method in got)
