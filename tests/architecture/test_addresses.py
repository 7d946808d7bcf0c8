"""Addresses of the portal come from the URL configuration, never from a string put together."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from communities.enums import LIFECYCLE as COMMUNITY_LIFECYCLE
from engagements.actions.plans import PLAN_ACTS
from engagements.actions.transitions import ACTS as ENGAGEMENT_STEPS
from engagements.enums import RECOMMENDATION_LIFECYCLE
from exchanges.enums import LIFECYCLE as EXCHANGE_LIFECYCLE
from grants.enums import LIFECYCLE as GRANT_LIFECYCLE
from outcomes.enums import ACCOMPLISHMENT_LIFECYCLE
from summits.enums import LIFECYCLE as SUMMIT_LIFECYCLE
from tests.architecture.source import ROOT, files, modules
from tta_requests.views.request_steps import STEPS

# Strings that are no address to go to, each with its reason.
ELSEWHERE = {
    "foundation/api/middleware.py": "where the API begins, compared before an address is resolved",
    "foundation/api/problems.py": "the name of a kind of problem, written into examples before addresses exist",
    "psp_portal/settings/api.py": "a prefix the schema leaves out, read before addresses exist",
}


def _routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _routes(each.url_patterns, route)
        else:
            yield route


FIRST = sorted(
    {
        first
        for route in _routes(get_resolver().url_patterns)
        for first in [route.lstrip("^").split("/")[0]]
        if re.fullmatch(r"[\w-]+", first)
    }
)
ADDRESS = rf"/(?:{'|'.join(FIRST)})(?![\w.-])"
STARTS = re.compile(ADDRESS)
# An attribute that begins with an address, or an address behind a host's name.
IN_A_TEMPLATE = re.compile(rf"""(?:[\w-]+\s*=\s*["']|[%}}]\}}){ADDRESS}""")


def built_in(source: str) -> Iterator[str]:
    """Every string of a module that begins as an address does; a saved view's ``path=`` left out."""
    parsed = ast.parse(source)
    names = {
        id(keyword.value)
        for node in ast.walk(parsed)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "path"
    }
    for node in ast.walk(parsed):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in names
            and STARTS.match(node.value)
        ):
            yield node.value


def test_an_address_built_by_hand_is_found():
    assert {"requests", "sites", "inbox", "admin", "api"} <= {*FIRST}
    planted = [
        'redirect("/requests/")',
        'f"/sites/{site.slug}/team/"',
        'root + "/inbox/"',
        'url = "/admin"',
        'f"{root}/requests/{number}/"',
    ]
    assert [bool([*built_in(each)]) for each in planted] == [True] * len(planted)
    assert [*built_in('View(path="/requests/"); "/requests.csv"; "sites/team.html"')] == []
    assert IN_A_TEMPLATE.search('<a href="/requests/">')
    assert IN_A_TEMPLATE.search("<form action='/sites/{{ site.slug }}/'>")
    assert IN_A_TEMPLATE.search('<div hx-get="/inbox/">')
    assert IN_A_TEMPLATE.search("{{ root }}/requests/{{ number }}/")
    assert IN_A_TEMPLATE.search("{% else %}/requests/new/{% endif %}")


def test_no_module_builds_an_address_by_hand():
    found = {
        name: [*built_in(path.read_text())]
        for name, path in modules()
        if not name.endswith("urls.py")
    }
    assert {name: each for name, each in found.items() if each and name not in ELSEWHERE} == {}
    assert {name for name in ELSEWHERE if not found[name]} == set()


def test_no_template_builds_an_address_by_hand():
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in files("templates/*")
        if path.suffix in {".html", ".txt"}
        for hit in IN_A_TEMPLATE.finditer(path.read_text())
    ]
    assert found == []


def _named(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            inside = f"{before}{each.namespace}:" if each.namespace else before
            yield from _named(each.url_patterns, inside)
        elif each.name and _is_ours(each.callback):
            yield before + each.name


def _is_ours(view: Any) -> bool:
    place = Path(inspect.getfile(inspect.unwrap(view)))
    return place.is_relative_to(ROOT) and ".venv" not in place.parts


def test_every_page_is_reached_from_another():
    """The steps and the endorsement are reached by their slugs; the rest by a name in a template or in Python."""
    steps = {f"tta_requests:{step}" for step in [*STEPS, "endorse"]}
    steps |= {f"engagements:{step}" for step in ENGAGEMENT_STEPS}
    steps |= {f"summits:{row.name}" for row in SUMMIT_LIFECYCLE.rows}
    steps |= {f"communities:{row.name}" for row in COMMUNITY_LIFECYCLE.rows}
    steps |= {f"exchanges:{row.name}" for row in EXCHANGE_LIFECYCLE.rows}
    steps |= {f"grants:{row.name}" for row in GRANT_LIFECYCLE.rows}
    steps |= {f"engagements:{step}-plan" for step in PLAN_ACTS}
    steps |= {f"engagements:{row.name}-recommendation" for row in RECOMMENDATION_LIFECYCLE.rows}
    steps |= {f"outcomes:{row.name}-accomplishment" for row in ACCOMPLISHMENT_LIFECYCLE.rows}
    steps |= {"dashboards:robots"}  # search engines know its address
    told = "".join(
        path.read_text()
        for path in [*files("*.py"), *files("*.html"), *files("*.txt")]
        if path.name != "urls.py" and "tests" not in path.relative_to(ROOT).parts
    )
    names = set(_named(get_resolver().url_patterns)) - steps
    assert len(names) > 80
    alone = {
        name
        for name in names
        if not name.startswith(("api:", "admin:")) and not re.search(rf"[\"']{name}[\"']", told)
    }
    assert alone == set()
