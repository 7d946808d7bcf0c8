"""Doors: every address declares its access, every permission opens something for somebody."""

import re
from inspect import getsource, unwrap
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import get_resolver

from foundation.accounts.access import FORMS, PUBLIC, READS, SIGNED_IN
from foundation.accounts.checks import every_view_declares_access, project_views
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission
from foundation.accounts.roles import BROKEN_GLASS, ROLES
from foundation.api.permissions import MayEnter
from foundation.outbox.checks import every_emitted_kind_has_a_handler
from tests.architecture.source import modules

# Words of the vocabulary whose screens come with a later room.
NOT_YET_ASKED: set[Permission] = set()


def test_every_address_declares_its_access():
    assert every_view_declares_access(None) == []


def test_what_an_address_declares_is_known():
    known = {PUBLIC, SIGNED_IN, *Permission}
    assert {view.access for _, view in project_views()} - known == set()


EVERY = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE")


class Anybody:
    """An actor with every permission, so that only the method can be refused."""

    def may_anywhere(self, _permission: object) -> bool:
        return True


def test_a_view_is_refused_every_method_it_does_not_declare(rf):
    """Reading is what a page does unless it says otherwise; what it says comes from no list here."""
    told, answered = set(), []
    for route, view in project_views():
        if hasattr(view, "cls"):
            continue  # a resource of the API; below
        assert "GET" in view.methods or "POST" in view.methods, route
        told.add(view.methods)
        for method in set(EVERY) - view.methods:
            request = rf.generic(method, "/")
            request.actor = Anybody()
            # Refused before the view itself is asked, which would miss its arguments.
            answer = view(request)
            if (answer.status_code, answer["Allow"]) != (405, ", ".join(sorted(view.methods))):
                answered.append(f"{method} /{route}: {answer.status_code}")
    assert answered == []
    assert told == {READS, FORMS, frozenset({"POST"}), frozenset({"GET", "POST"})}


class Nobody:
    """An actor without any permission."""

    def may_anywhere(self, _permission: object) -> bool:
        return False


def lets_in(view: Any, method: str, rf: RequestFactory) -> bool:
    """Whether a view that asks for a permission lets in somebody without any."""
    request = rf.generic(method, "/")
    request.actor = Nobody()
    if hasattr(view, "cls"):  # asked before the resource's function is called
        request.user, request.access_token = User(), None
        return MayEnter().has_permission(request, view.cls)
    try:
        view(request)  # without its arguments: a view that is asked would miss them
    except PermissionDenied:
        return False
    return True


def test_a_view_refuses_whoever_lacks_its_permission_before_it_reads_a_row(rf):
    """So the matrix asks for one row of a view with a permission that a person lacks: it is the same for all."""
    asked, found = 0, []
    for route, view in project_views():
        resource = getattr(view, "cls", None)
        changes = getattr(resource, "changes", None) if resource else view.access
        for method in ("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"):
            permission = view.access if method in {"GET", "HEAD"} else changes
            known = not resource or hasattr(resource, method.lower())
            if isinstance(permission, Permission) and known:
                asked += 1
                found += [f"{method} /{route}"] if lets_in(view, method, rf) else []
    assert found == []
    assert asked > 1000


def test_whoever_reads_a_form_declares_that_it_is_sent():
    """A view whose function reads what was posted answers POST: else it could never be reached."""
    silent = [
        route
        for route, view in project_views()
        if not hasattr(view, "cls")
        and "POST" not in view.methods
        and re.search(r"\.POST\b|method == .POST", getsource(unwrap(view)))
    ]
    assert silent == []


def test_a_resource_answers_the_methods_it_has_functions_for():
    for route, view in project_views():
        if hasattr(view, "cls"):
            known = {name.upper() for name in view.cls.http_method_names if hasattr(view.cls, name)}
            assert known <= {"GET", "POST", "PATCH", "PUT", "DELETE", "OPTIONS", "HEAD"}, route
            assert "TRACE" not in known


def test_the_walk_finds_the_addresses_of_every_included_room():
    rooms = {view.__module__.partition(".")[0] for _, view in project_views()}
    included = {
        module.partition(".")[0]
        for pattern in get_resolver().url_patterns
        if isinstance(
            module := getattr(getattr(pattern, "urlconf_name", None), "__name__", None), str
        )
    }
    assert included <= rooms | {"allauth"}


def test_every_permission_is_granted_to_some_role():
    granted = frozenset().union(*(role.permissions for role in ROLES.values())) | BROKEN_GLASS
    assert set(Permission) - granted == set()


def test_every_permission_is_asked_somewhere():
    text = "\n".join(
        path.read_text() for name, path in modules() if not name.startswith("foundation/accounts/")
    )
    asked = {permission for permission in Permission if f".{permission.name}" in text}
    elsewhere = {Permission.ADMIN_USE, Permission.INBOX_VIEW}  # asked by the log-in and the inbox
    assert set(Permission) - asked - elsewhere - NOT_YET_ASKED == set()


def test_every_emitted_kind_has_a_handler():
    assert every_emitted_kind_has_a_handler() == []


def test_the_system_checks_find_nothing():
    call_command("check", fail_level="WARNING")
