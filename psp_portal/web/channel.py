"""A connection: its request is read whole, in time and within limits, before a thread gets it."""

import logging
import time
from collections.abc import Iterable
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask
from waitress.utilities import Error

from psp_portal.web import limits

PROBES = frozenset({"/healthz", "/readyz"})

access = logging.getLogger("psp_portal.web.access")


class TooSlow(Error):  # type: ignore[misc]  # -- waitress ships no types
    """The client did not send its request in time."""

    code, reason = 408, "Request Timeout"


class NoRoom(Error):  # type: ignore[misc]  # -- as above
    """The disk is too full for a request's body."""

    code, reason = 507, "Insufficient Storage"


class TooMuchAtOnce(Error):  # type: ignore[misc]  # -- as above
    """All clients together send more than the portal accepts."""

    code, reason = 503, "Service Unavailable"


class Parser(HTTPRequestParser):  # type: ignore[misc]  # -- as above
    """Waitress's parser, which also survives a full disk."""

    def received(self, data: bytes) -> int:
        """Read the data that arrived; refuse a body that can't be stored."""
        try:
            return int(super().received(data))
        except OSError:
            self.error = NoRoom("The server doesn't have room for this.")
            self.completed = True
            return len(data)


class _Logged:
    """Writes a line of the access log, without the query string, which may have search words."""

    def service(self: Any) -> None:
        began = time.monotonic()
        try:
            super().service()  # type: ignore[misc]  # -- the task's
        finally:
            request = self.request
            # A request that no parser understood has no path.
            uri = getattr(request, "request_uri", "-").partition("?")[0]
            access.info(
                '%s "%s %s" %s %s %.3f',
                self.channel.addr[0],
                getattr(request, "command", "-"),
                uri.encode("unicode_escape").decode(),
                self.status.partition(" ")[0],
                self.content_length or self.content_bytes_written,
                time.monotonic() - began,
            )


class Task(_Logged, WSGITask):  # type: ignore[misc]  # -- as above
    """A request for the portal."""


class Refusal(_Logged, ErrorTask):  # type: ignore[misc]  # -- as above
    """A request that was refused before the portal processed it."""


class Channel(HTTPChannel):  # type: ignore[misc]  # -- as above
    """A connection that knows when its request started to arrive.

    Attributes:
        since: when the current request started, or the connection if none has; None between
            requests.
    """

    parser_class = Parser
    task_class = Task
    error_task_class = Refusal
    request: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since: float | None = time.monotonic()

    def received(self, data: bytes) -> bool:
        """Read the data that arrived, and note when its request started."""
        before = self.request
        taken = bool(super().received(data))
        if self.request is None:
            self.since = None
        elif self.request is not before and (before is not None or self.since is None):
            self.since = time.monotonic()
        return taken

    @property
    def is_served(self) -> bool:
        """Whether the portal is working on it or still has a response to send."""
        return bool(self.requests or self.total_outbufs_len)

    @property
    def unfinished_bytes(self) -> int:
        """How many bytes of an unfinished body have arrived."""
        return self.request.body_bytes_received if self.request is not None else 0

    def tend(self, now: float) -> None:
        """Close a connection that takes too long; restart the time while the portal is working."""
        if self.is_served:
            self.since = now if self.request is not None else None
        elif self.since is not None and now - self.since > self._patience():
            if self.request is None:
                self.will_close = True  # it never sent a byte
            else:
                self.refuse(TooSlow("Your request took too long to arrive. Send it again."))

    def refuse(self, error: Error) -> None:
        """Answer an unfinished request with an error and close the connection."""
        with self.requests_lock:
            request, self.request = self.request, None
            if request is None:
                return
            if not request.headers_finished:
                request.parse_header(b"GET / HTTP/1.0\r\n")  # what an answer must know
            request.error, request.completed = error, True
            self.requests.append(request)
            self.server.add_task(self)
        self.since = None

    def _patience(self) -> float:
        if self.request is None or not self.request.headers_finished:
            return limits.HEADER_SECONDS
        paced = limits.BODY_SECONDS + self.unfinished_bytes / limits.BODY_BYTES_A_SECOND
        return min(paced, limits.MAX_BODY_SECONDS)


class Listener(TcpWSGIServer):  # type: ignore[misc]  # -- as above
    """A listening socket that checks its connections once a second."""

    channel_class = Channel

    def __init__(self, *args: Any, probes: ThreadedTaskDispatcher, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.probes = probes

    def add_task(self, task: Channel) -> None:
        """Queue a request; answer a probe even if every thread waits for a hanging database."""
        probe = getattr(task.requests[0], "path", "") in PROBES
        (self.probes if probe else self.task_dispatcher).add_task(task)

    def maintenance(self, now: float) -> None:
        """Close idle and late connections, and free some before the limit is reached."""
        super().maintenance(now)
        channels: list[Channel] = list(self.active_channels.values())
        for channel in channels:
            channel.tend(time.monotonic())
        shed(channels)
        make_room(channels, len(self._map) - limits.MAX_CONNECTIONS * 9 // 10)


def shed(channels: Iterable[Channel]) -> None:
    """Refuse the largest unfinished bodies while all together exceed the limit."""
    longest = sorted(channels, key=lambda channel: -channel.unfinished_bytes)
    total = sum(channel.unfinished_bytes for channel in longest)
    for channel in longest:
        if total <= limits.MAX_UNFINISHED_BYTES:
            return
        total -= channel.unfinished_bytes
        channel.refuse(
            TooMuchAtOnce("The server is receiving too much at once. Try again in a minute.")
        )


def make_room(channels: Iterable[Channel], excess: int) -> None:
    """Close ``excess`` connections that are not being served, oldest first."""
    idle = [channel for channel in channels if not channel.is_served]
    for channel in sorted(idle, key=lambda channel: channel.creation_time)[: max(excess, 0)]:
        channel.will_close = True
