"""The outcome of a run's requests, judged from rows and mail files."""

from collections import Counter
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any

RULE = b"\n" + b"-" * 79 + b"\n"
HOST = "localhost"


@dataclass(frozen=True)
class Verdict:
    """The result of a run.

    Attributes:
        answered: titles of the requests that the portal confirmed.
        requests: the database's rows of the run's requests.
        mails: how often each Message-ID was written.
        places: for each demonstration provider, its counter of places and the offers that use one.
        waiting: rows of the outbox that are due and not done.
    """

    answered: frozenset[str]
    requests: list[dict[str, Any]]
    mails: Counter[str]
    places: list[tuple[int, int]]
    waiting: int

    @property
    def lost(self) -> set[str]:
        """Requests confirmed but not created, offered, or announced to all by inbox and mail."""
        return self.answered - {each["title"] for each in self.requests if self._is_whole(each)}

    @property
    def doubled(self) -> set[str]:
        """Requests created, ranked, offered or announced more than once."""
        twice = {t for t, n in Counter(each["title"] for each in self.requests).items() if n > 1}
        return twice | {each["title"] for each in self.requests if _happened_twice(each)}

    @property
    def resent(self) -> int:
        """How many mails were written again, each with its first Message-ID."""
        return sum(n - 1 for key, n in self.mails.items() if key in self._message_ids)

    @property
    def mailed(self) -> int:
        """How many notices of this run were mailed."""
        return len(self._message_ids & set(self.mails))

    @property
    def _message_ids(self) -> set[str]:
        return {_message_id(pk) for each in self.requests for pk, _ in each["notices"]}

    def _is_whole(self, request: dict[str, Any]) -> bool:
        notices = request["notices"]
        return (
            request["offers"] == ["open"]
            and request["runs"] == 1
            and len(notices) == request["inbox"] == request["recipients"] > 0
            and all(mail == "sent" and _message_id(pk) in self.mails for pk, mail in notices)
        )


def mails_in(folder: Path) -> Counter[str]:
    """Count how often each Message-ID was written; each mail ends with a line of dashes."""
    whole = (text for file in folder.iterdir() for text in file.read_bytes().split(RULE)[:-1])
    return Counter(BytesHeaderParser().parsebytes(text.lstrip())["Message-ID"] for text in whole)


def _message_id(notice: str) -> str:
    return f"<notice-{notice}@{HOST}>"


def _happened_twice(request: dict[str, Any]) -> bool:
    return (
        len(request["offers"]) > 1
        or request["runs"] > 1
        or len(request["notices"]) > request["recipients"]
        or len(set(request["steps"])) < len(request["steps"])
    )
