"""The environment variables that are needed before Django's settings can be loaded."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
TEST_PREFIX = "test_"
DEMO_ACCOUNTS = "demo-accounts.txt"
"""The file in the state folder with the log-ins of the demonstration."""


class Refusal(Exception):
    """A start that is refused, with a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Machine:
    """The variables that determine what to start, and where."""

    home: Path
    port: int
    variables: Mapping[str, str]

    def has(self, name: str) -> bool:
        """Return whether a variable is set and not empty."""
        return bool(self.variables.get(name))


def machine() -> Machine:
    """Read the state folder, the port and all other variables.

    Raises:
        Refusal: when PORT is not a port number.
    """
    variables = dict(os.environ)  # noqa: TID251 -- read before settings exist
    port = variables.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Refusal(f"PORT is {port!r}; use a number from 1 to 65535, such as 8000.")
    home = Path(variables.get("PSP_HOME") or ".local")
    return Machine(home if home.is_absolute() else ROOT / home, int(port), variables)


def database_of_tests(variables: Mapping[str, str]) -> str | None:
    """Return the name of the tests' database, which is dropped before and after they run.

    Raises:
        Refusal: when dropping it could delete someone's data.
    """
    name = variables.get("PSP_TEST_DB") or None
    if name is None:
        return None
    if not name.startswith(TEST_PREFIX) or name == TEST_PREFIX:
        raise Refusal(
            f"PSP_TEST_DB is {name!r}; the tests drop the database it names, so use a name that "
            "begins with test_, such as test_psp_mine."
        )
    for variable in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        if name == unquote(urlsplit(variables.get(variable) or "").path).strip("/"):
            raise Refusal(
                f"PSP_TEST_DB is {name!r}, which {variable} uses too; the tests drop the database "
                "it names, so use another name that begins with test_."
            )
    return name


def publish(variables: Mapping[str, str]) -> None:
    """Set variables in this process's own environment, for the settings that load next."""
    os.environ.update(variables)  # noqa: TID251 -- written before settings exist


def replace(variables: Mapping[str, str]) -> None:
    """Make variables the whole environment of this process and of those it starts."""
    os.environ.clear()  # noqa: TID251 -- written before settings exist
    publish(variables)
