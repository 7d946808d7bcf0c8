"""Actions are the only writers; views and templates build no query."""

import ast
import re
from pathlib import Path

from tests.architecture.source import calls, modules, storey, templates, tree

WRITES = {
    "save",
    "create",
    "delete",
    "bulk_create",
    "insert_rows",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "asave",
    "acreate",
    "adelete",
    "aupdate",
    "abulk_create",
    "aget_or_create",
    "aupdate_or_create",
}
QUERIES = {
    "filter",
    "exclude",
    "annotate",
    "aggregate",
    "alias",
    "order_by",
    "raw",
    "extra",
    "select_for_update",
    "union",
}
# Foundation rooms have no storeys; these modules of theirs write, each for its reason.
WRITERS = {
    "foundation/accounts/counted_forms.py": "hands a form's save on to allauth, which has a link mailed",
    "foundation/accounts/limits.py": "forgets a count of the cache, not a row",
    "foundation/accounts/sessions.py": "is Django's store of sessions, which saves them",
    "foundation/accounts/models/people.py": "User.save lowers the address's case and hands on",
    "foundation/audit/record.py": "the one door to security events",
    "foundation/calendars/reference.py": "loads closed days, called by load_reference",
    "foundation/exports/write.py": "saves a workbook, not a row",
    "foundation/files/photos/decode.py": "saves a picture, not a row",
    "foundation/notifications/reference.py": "loads the days of reminders, called by load_reference",
    "foundation/outbox/jobs.py": "starts and reports long jobs",
    "outcomes/presenters/measurement_files.py": "saves a workbook, not a row",
    "foundation/outbox/worker.py": "marks the message it claimed",
    "foundation/ui/edits.py": "saves what a form of the administration changed, as Django's own admin does",
    "foundation/workflow/nonces.py": "claims a form's nonce",
}

# Reports, their PDFs, and which summaries were sent: the only rows that dashboards write.
OWN_ROWS_OF_DASHBOARDS = {
    ("dashboards/actions/reports.py", "row.save"),
    ("dashboards/actions/report_pdfs.py", "kept.save"),
    ("dashboards/actions/report_pdfs.py", "kept.delete"),
    ("dashboards/actions/sent_summaries.py", "SentSummary.objects.create"),
}


def is_action(name: str) -> bool:
    return storey(name) == "actions" or name in WRITERS


def actions_imported(module: ast.Module) -> set[str]:
    """Names in a module that stand for action modules: ``draft.create(...)`` is no ORM call."""
    return {
        alias.asname or alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[-1] == "actions"
        for alias in node.names
    }


def writes_in(path: Path) -> list[str]:
    actions = actions_imported(tree(path))
    found = []
    for call in calls(path):
        if not isinstance(call.func, ast.Attribute):
            continue
        if isinstance(call.func.value, ast.Name) and call.func.value.id in actions:
            continue
        # dict.update takes a mapping, QuerySet.update keywords
        updates = call.func.attr == "update" and not call.args
        if call.func.attr in WRITES or updates:
            found.append(f"{call.lineno} {ast.unparse(call.func)}")
    return found


def test_only_actions_write():
    found = {
        name: writes
        for name, path in modules()
        if not is_action(name)
        if (writes := writes_in(path))
    }
    assert found == {}


def test_the_dashboards_write_no_row_of_another_room():
    """They read across all rooms: their actions write rows of their own, and they call no other room's actions."""
    found = []
    for name, path in modules():
        if not name.startswith("dashboards/"):
            continue
        if storey(name) == "management":
            found.append(name)
        found += [
            f"{name}:{node.lineno}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Import | ast.ImportFrom)
            and imports_actions(node)
            and not (isinstance(node, ast.ImportFrom) and node.module == "dashboards.actions")
        ]
        if storey(name) == "actions":
            found += [
                f"{name} {write}"
                for write in writes_in(path)
                if (name, write.split(" ")[1]) not in OWN_ROWS_OF_DASHBOARDS
            ]
    assert found == []


def imports_actions(node: ast.Import | ast.ImportFrom) -> bool:
    """Whether an import names the actions of a room, or something in them."""
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        names = [f"{node.module}.{name}" for name in names]
    return any("actions" in name.split(".") for name in names)


def test_the_list_of_foundations_writers_has_no_stale_row():
    known = dict(modules())
    stale = [name for name in WRITERS if name not in known]
    assert stale == []


def test_no_view_or_admin_builds_a_query():
    found = []
    for name, path in modules():
        if storey(name) not in {"views", "urls", "api"}:
            continue
        found += [
            f"{name}:{call.lineno} .{call.func.attr}("
            for call in calls(path)
            if isinstance(call.func, ast.Attribute) and call.func.attr in QUERIES
        ]
    assert found == []


def test_no_template_builds_a_query():
    asking = re.compile(r"\.objects\b|\.all\.\w|_set\.(all|count|exists)|\.(filter|exclude)\b")
    found = [
        f"{name}: {hit.group()}"
        for name, text in templates()
        for hit in [asking.search(text)]
        if hit
    ]
    assert found == []


def test_no_form_saves():
    found = []
    for name, path in modules():
        if storey(name) == "forms":
            found += [f"{name}: {write}" for write in writes_in(path)]
    assert found == []


def test_raw_sql_stands_only_where_the_plan_allows_it():
    allowed = ("foundation/tenancy/", "foundation/outbox/", "foundation/workflow/nonces.py")
    elsewhere = {"psp_portal/"}  # commands and health look at the server, not at rows of sites
    found = []
    for name, path in modules():
        if name.startswith((*allowed, *elsewhere)):
            continue
        found += [
            f"{name}:{call.lineno}"
            for call in calls(path)
            if isinstance(call.func, ast.Attribute) and call.func.attr in {"execute", "raw"}
        ]
    assert found == []


# Everybody else opens a transaction with ``atomic`` or ``atomic_savepoint`` of the tenancy.
OPENERS = {
    "demo/actions/bench.py": "on the owner's connection, with the triggers at rest",
    "foundation/calendars/reference.py": "the calendars' floor is below the tenancy's",
    "foundation/tenancy/backend/base.py": "on the connection of the backend itself",
    "foundation/tenancy/context.py": "makes the two of them, and a job's transaction",
    "foundation/tenancy/counters.py": "on a connection that the caller names",
    "foundation/tenancy/middleware.py": "opens the one transaction of a request",
    "foundation/tenancy/privileges.py": "on a connection that the caller names",
}


def opens_by_hand(module: ast.Module) -> bool:
    """Whether a module names django's ``atomic``, by any import."""
    return any(
        (isinstance(node, ast.Attribute) and ast.unparse(node).endswith("transaction.atomic"))
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "django.db.transaction"
            and any(alias.name in {"atomic", "Atomic", "*"} for alias in node.names)
        )
        for node in ast.walk(module)
    )


def test_transactions_are_opened_in_one_of_two_ways():
    """``atomic`` joins, ``atomic_savepoint`` can be refused and gone on from; both say which in one place."""
    found = {name for name, path in modules() if opens_by_hand(tree(path))}
    assert found == OPENERS.keys()


def test_djangos_atomic_is_seen_under_any_import():
    for source in (
        "with transaction.atomic():\n    pass",
        "@transaction.atomic\ndef act(): ...",
        "with db.transaction.atomic(using='owner'):\n    pass",
        "from django.db.transaction import atomic",
    ):
        assert opens_by_hand(ast.parse(source)), source
    assert not opens_by_hand(ast.parse("from django.db.transaction import on_commit"))
