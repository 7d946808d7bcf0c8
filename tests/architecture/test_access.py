"""Doors: every address declares its access, every permission opens something for somebody."""

from django.core.management import call_command
from django.urls import get_resolver

from foundation.accounts.access import PUBLIC, SIGNED_IN
from foundation.accounts.checks import every_view_declares_access, project_views
from foundation.accounts.permissions import Permission
from foundation.accounts.roles import BROKEN_GLASS, ROLES
from foundation.outbox.checks import every_emitted_kind_has_a_handler
from tests.architecture.source import modules

# Words of the vocabulary whose screens come with a later room.
NOT_YET_ASKED: set[Permission] = set()


def test_every_address_declares_its_access():
    assert every_view_declares_access(None) == []


def test_what_an_address_declares_is_known():
    known = {PUBLIC, SIGNED_IN, *Permission}
    assert {view.access for _, view in project_views()} - known == set()


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
