"""Functions of the database: one text each, in a file, and the database has what the file says."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections

from foundation.tenancy.operations import function_sql
from psp_portal.local.environment import ROOT

FILES = {
    file.stem: file
    for config in apps.get_app_configs()
    if Path(config.path).is_relative_to(ROOT)
    for file in (Path(config.path) / "sql").glob("*.sql")
}
MAKES = re.compile(r"CREATE\s+(?:OR\s+REPLACE\s+)?FUNCTION\s+(?:public\.)?(\w+)", re.IGNORECASE)
# Ours: neither an extension's nor one that pgtrigger and pghistory make for triggers.
OURS = r"""
SELECT proname, pg_get_functiondef(oid) FROM pg_proc p
 WHERE pronamespace = 'public'::regnamespace AND proname !~ '^(pgtrigger_|_pgh_)'
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
"""
# Migrations that hold a former text, for the way backwards only.
FROZEN = {
    "foundation/tenancy/migrations/0002_hold_actor_and_time.py",
    "foundation/tenancy/migrations/0003_let_the_time_pass.py",
    "sites/migrations/0007_end_memberships_at_an_instant.py",
    "sites/migrations/0008_ask_for_a_second_approval.py",
    "tta_requests/migrations/0013_put_evaluations_behind_row_security.py",
    "tta_requests/migrations/0028_search_the_list.py",
}


def present(cursor):
    cursor.execute(OURS)
    rows = cursor.fetchall()
    assert len(rows) == len(dict(rows)), "no function is there with two sets of arguments"
    return dict(rows)


@pytest.mark.django_db(databases=["owner"])
def test_each_function_of_the_database_is_what_its_file_says():
    """Loaded again, with their bodies checked, they are as they were; the test's transaction takes it back."""
    with connections["owner"].cursor() as cursor:
        before = present(cursor)
        assert set(before) == set(FILES)
        for name in FILES:
            cursor.execute(function_sql(name))
        assert present(cursor) == before


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_holds_the_function_it_is_named_after(name):
    assert MAKES.findall(function_sql(name)) == [name]


def test_a_function_is_written_down_once():
    with pytest.raises(LookupError):
        function_sql("app_no_such_function")
    sources = (
        path
        for path in ROOT.rglob("*.py")
        if path.relative_to(ROOT).parts[0] not in {"tests", ".venv", "findings"}
    )
    found = {
        str(path.relative_to(ROOT)) for path in sources if MAKES.search(path.read_text("utf-8"))
    }
    assert found == FROZEN
