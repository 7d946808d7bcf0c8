"""Every lock is taken through one door, and the test of reading after an end knows each that takes one."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

from tests.architecture.source import modules, tree
from tests.locks.table import ELSEWHERE, JOBS, LOCKS

# Where a lock is taken without the door, and why no actor can read through it.
BARE = {
    "foundation/workflow/locks.py": "the door itself",
    "foundation/outbox/worker.py": "a job claims the next message, and waits for nobody (SKIP LOCKED)",
    "foundation/tenancy/turns.py": "the door of work that holds no row in common, such as the computing of trends",
    "foundation/tenancy/counters.py": "a counter's own row, a number of no site, on a connection of its own",
}
# update_or_create locks as well: what it changes is the person's own.
OWN = {
    "foundation/accounts/actions/absences.py",
    "foundation/agenda/actions.py",
    "foundation/notifications/actions.py",
    "sites/actions/handovers.py",
}
TAKES = {"hold", "hold_all"}
LOCKED = "locked"  # tta_requests.actions.transitions: the request's row


def _functions(module: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef))


def _takes(function: ast.FunctionDef) -> bool:
    """Whether a function takes a lock itself."""
    return any(_is_door(node.func) for node in ast.walk(function) if isinstance(node, ast.Call))


def _is_door(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        owner = called.value.id if isinstance(called.value, ast.Name) else ""
        return (owner == "locks" and called.attr in TAKES) or called.attr == LOCKED
    return isinstance(called, ast.Name) and called.id == LOCKED


def takers() -> set[str]:
    """``tta_requests.actions.triage.match``: every function that takes a lock itself."""
    return {
        f"{name.removesuffix('.py').replace('/', '.')}.{function.name}"
        for name, path in modules()
        if name not in BARE
        for function in _functions(tree(path))
        if _takes(function)
    }


def test_rows_are_locked_through_the_door_alone():
    bare = re.compile(
        r"select_for_update|FOR (NO KEY )?(UPDATE|SHARE)\b(?! TO)|advisory_x?act?_?lock"
    )
    found = {name for name, path in modules() if bare.search(path.read_text())}
    assert found - set(BARE) - {"foundation/tenancy/operations.py"} == set()


def test_what_locks_by_itself_changes_a_persons_own_row():
    found = {name for name, path in modules() if "update_or_create" in path.read_text()}
    assert found == OWN


def test_every_lock_is_raced_or_says_why_not():
    known = set(LOCKS) | set(JOBS) | set(ELSEWHERE)
    assert takers() == known


# What the policies ask that is no power: who and what time it is, and what follows from the powers named.
NO_POWER = {
    "app_actor",
    "app_user",
    "app_now",
    "app_is_job",
    "app_staff",
    "app_barred_updates",
    "app_only_sites",  # app_sites() is made of it
    "app_barred_requests",  # of app_barred_anywhere(), those at the actor's sites
    # A link is no person's; a seat only bars from a review, which its action asks after the lock.
    "app_applied",
    "app_held_seat_at",
    "app_was_seated_at",
}


@pytest.mark.django_db
def test_whatever_the_policies_ask_of_the_actor_is_asked_again_after_a_wait():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT concat(qual, with_check) FROM pg_policies WHERE 'psp_app' = ANY (roles)"
        )
        text = " ".join(row[0] for row in cursor.fetchall())
    named = " ".join([*settings.TENANCY_POWERS.values(), *settings.TENANCY_BARS.values()])
    asked = set(re.findall(r"\b(app_\w+)\(", text))
    assert asked - NO_POWER <= set(re.findall(r"\b(app_\w+)\(", named))
