"""Send mail: one way out, outside every transaction, with a deadline and a verdict on each failure.

A handler marked ``@outbox.letter`` decides whether a mail may be sent now and writes it; the worker
sends it after that transaction has ended, one at a time in the whole portal (``worker``, ADR 0025).
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

# EMAIL_TIMEOUT limits each step of the SMTP conversation, this the whole of it.
WHOLE_SECONDS = 45.0
# Longer than any sending: when it ends, the process that was sending is gone.
LEASE = timedelta(seconds=60)
# An outage is waited out this long; mail refused for good fails immediately.
GIVE_UP_AFTER = timedelta(days=2)
FIRST_PAUSE = timedelta(seconds=15)
MAX_PAUSE = timedelta(minutes=15)
# The longest time without trying any mail while the server is unavailable.
MAX_CLOSED = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that may be sent now.

    Attributes:
        mail: the message. Without a Message-ID it gets one from its row, the same at every attempt.
        sent: runs in the transaction that marks the row done.
    """

    mail: EmailMessage
    sent: Callable[[], object] = lambda: None


class Verdict(Enum):
    """What a failure means for this mail and the next ones."""

    AWAY = "the mail server is unavailable"
    LATER = "the mail server refused this email for now"
    NEVER = "the mail server refused this email permanently"
    FAULT = "an error on our side"


class NotSent(Exception):
    """A mail that was not sent, or that was perhaps sent without an answer.

    Attributes:
        verdict: what the failure means.
        unsure: whether the server may have accepted it.
    """

    def __init__(self, verdict: Verdict, *, unsure: bool) -> None:
        super().__init__(verdict.value)
        self.verdict, self.unsure = verdict, unsure


def send(letter: Letter, *, row: int) -> None:
    """Send a mail through the mail server.

    Arguments:
        letter: the mail.
        row: the id of the outbox row it belongs to.

    Raises:
        NotSent: with a verdict; its cause is the original error.
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
        ):  # the mail is delivered: how the server closes does not matter
            link.close()


def _greet(link: Any) -> None:
    """Greet the server now, not with the first mail: until the greeting it has seen no mail."""
    hello = getattr(getattr(link, "connection", None), "ehlo_or_helo_if_needed", None)
    if hello is not None:
        hello()


def verdict_on(error: Exception) -> Verdict:
    """Judge a failure by the server's answer, or by the lack of one."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _ in error.recipients.values()]
            return _by_code(max(codes, default=450) if 421 not in codes else 421)
        case smtplib.SMTPDataError():
            return _by_code(error.smtp_code)
        # SMTPException is an OSError: a server that refuses us, and not this mail, counts as away.
        case OSError():
            return Verdict.AWAY
    return Verdict.FAULT


def pause_after(attempts: int) -> timedelta:
    """Return the wait after that many failures: doubling from 15 s to 15 min, plus or minus 20%."""
    pause: timedelta = min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), MAX_PAUSE)
    return pause * random.uniform(0.8, 1.2)  # noqa: S311 -- jitter keeps nothing secret


def closed_after(failures: int) -> timedelta:
    """Return how long no mail is tried after that many outages in a row."""
    pause: timedelta = min(FIRST_PAUSE * 2 ** min(failures - 1, 10), MAX_CLOSED)
    return pause


def _by_code(code: int) -> Verdict:
    if code == 421:
        return Verdict.AWAY
    return Verdict.NEVER if code >= 500 else Verdict.LATER


@contextmanager
def _at_most(seconds: float, link: Any) -> Iterator[None]:
    """Close the connection when the server keeps talking longer than ``seconds``."""
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
