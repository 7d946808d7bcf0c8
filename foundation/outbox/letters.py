"""Mail: one door out, outside every transaction, with a deadline and a verdict on each failure.

A handler marked ``@outbox.letter`` decides whether a mail may go now and writes it; the worker sends it
after that transaction has ended, one at a time in the whole portal (``worker``, ADR 0025).
"""

import random
import smtplib
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

# EMAIL_TIMEOUT bounds each step of the conversation, this the whole of it.
WHOLE_SECONDS = 45.0
# Longer than a sending can last: when it ends, the process that sent is gone.
LEASE = timedelta(seconds=60)
# An outage is waited for so long; what is refused for good is given up at once.
GIVE_UP_AFTER = timedelta(days=2)
FIRST_PAUSE = timedelta(seconds=15)
MAX_PAUSE = timedelta(minutes=15)
# No mail at all is tried for so long at most while the server is away.
MAX_CLOSED = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that may go now.

    Attributes:
        mail: what is sent. Without a Message-ID of its own it gets that of its row, the same each time.
        sent: runs in the transaction that marks the row done.
    """

    mail: EmailMessage
    sent: Callable[[], object] = lambda: None


class Verdict(Enum):
    """What a failure says about this mail and the next ones."""

    AWAY = "the mail server is unavailable"
    LATER = "the mail server refused this email for now"
    NEVER = "the mail server refused this email permanently"
    FAULT = "an error on our side"


class NotSent(Exception):
    """A mail that did not go, or that may have gone without an answer.

    Attributes:
        verdict: what follows.
        unsure: whether the server may have accepted it.
    """

    def __init__(self, verdict: Verdict, *, unsure: bool) -> None:
        super().__init__(verdict.value)
        self.verdict, self.unsure = verdict, unsure


def send(letter: Letter, *, row: int) -> None:
    """Hand a mail to the mail server.

    Arguments:
        letter: the mail.
        row: the outbox row it belongs to.

    Raises:
        NotSent: with a verdict; its cause is what happened.
    """
    host = urlsplit(settings.PUBLIC_BASE_URL).hostname or "localhost"
    letter.mail.extra_headers.setdefault("Message-ID", f"<outbox-{row}@{host}>")
    link: Any = get_connection()
    reached = False
    try:
        with _at_most(WHOLE_SECONDS, link):
            link.open()
            _greet(link)
            reached = True
            link.send_messages([letter.mail])
    except Exception as error:
        verdict = verdict_on(error)
        said_no = isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused)
        unsure = reached and verdict is Verdict.AWAY and not said_no
        raise NotSent(verdict, unsure=unsure) from error
    finally:
        with suppress(
            OSError, smtplib.SMTPException
        ):  # it has its mail: how it says goodbye is its own
            link.close()


def _greet(link: Any) -> None:
    """Say hello now, not with the first mail: a server that is silent until then has seen none."""
    hello = getattr(getattr(link, "connection", None), "ehlo_or_helo_if_needed", None)
    if hello is not None:
        hello()


def verdict_on(error: Exception) -> Verdict:
    """Judge a failure by what the server said, or that it said nothing."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _ in error.recipients.values()]
            return _by_code(max(codes, default=450) if 421 not in codes else 421)
        case smtplib.SMTPDataError():
            return _by_code(error.smtp_code)
        # SMTPException is an OSError: whoever refuses us, not this mail, is as good as away.
        case OSError():
            return Verdict.AWAY
    return Verdict.FAULT


def pause_after(attempts: int) -> timedelta:
    """How long a mail waits after so many failures: doubling from 15 seconds to 15 minutes, a fifth either way."""
    pause: timedelta = min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), MAX_PAUSE)
    return pause * random.uniform(0.8, 1.2)  # noqa: S311 -- jitter keeps nothing secret


def closed_after(failures: int) -> timedelta:
    """How long no mail is tried after the server was away so many times in a row."""
    pause: timedelta = min(FIRST_PAUSE * 2 ** min(failures - 1, 10), MAX_CLOSED)
    return pause


def _by_code(code: int) -> Verdict:
    if code == 421:
        return Verdict.AWAY
    return Verdict.NEVER if code >= 500 else Verdict.LATER


@contextmanager
def _at_most(seconds: float, link: Any) -> Iterator[None]:
    """Cut the line when a server keeps talking without coming to an end."""
    timer = Timer(seconds, _cut, [link])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut(link: Any) -> None:
    line = getattr(getattr(link, "connection", None), "sock", None)
    if line is not None:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
