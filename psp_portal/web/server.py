"""One process of the web server: its loop, and a stop that finishes open requests."""

import logging
import signal
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from socket import socket
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher

from psp_portal.web import limits
from psp_portal.web.channel import Listener


def serve(sockets: Iterable[socket], ready: Callable[[], None]) -> None:
    """Serve the portal on listening sockets until SIGTERM.

    Arguments:
        sockets: shared with the other processes.
        ready: called once requests are accepted.
    """
    stop = _Stop()
    signal.signal(signal.SIGTERM, stop)
    for one in (signal.SIGINT, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)  # the parent passes on its own end
    # After the fork: each process has its own connections and caches. The code is shared (`preload`).
    from psp_portal.wsgi import application

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    spool_beside_the_store()
    connections: dict[int, Any] = {}
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(limits.THREADS)
    probes = ThreadedTaskDispatcher()
    probes.set_thread_count(1)
    listeners = [
        Listener(
            application,
            connections,
            _sock=one,
            dispatcher=dispatcher,
            probes=probes,
            adj=adjustments(one),
            sockinfo=(one.family, one.type, one.proto, one.getsockname()),
            bind_socket=False,
        )
        for one in sockets
    ]
    ready()
    while not stop.asked:
        wasyncore.loop(timeout=1, use_poll=True, map=connections, count=1)
    for listener in listeners:
        wasyncore.dispatcher.close(listener)
    finish(listeners, connections, time.monotonic() + limits.GRACE_SECONDS)
    dispatcher.shutdown(timeout=1)


def adjustments(listening: socket) -> Adjustments:
    """Return waitress's settings from `limits`; a proxy's headers are left unchanged."""
    return Adjustments(
        sockets=[listening],
        threads=limits.THREADS,
        ident="",
        clear_untrusted_proxy_headers=False,
        channel_timeout=limits.IDLE_SECONDS,
        cleanup_interval=1,
        connection_limit=limits.MAX_CONNECTIONS,
        max_request_header_size=limits.MAX_HEADER_BYTES,
        max_request_body_size=limits.MAX_BODY_BYTES,
        inbuf_overflow=limits.MAX_BODY_BYTES_IN_MEMORY,
        recv_bytes=64 * 1024,
        log_socket_errors=False,
    )


def spool_beside_the_store() -> None:
    """Buffer long bodies on the disk of the files, as /tmp may be small or in memory."""
    # The application has set Django up by now, but not yet when this module is imported.
    from foundation.files import store

    with suppress(OSError):  # a disk that can't be written: the portal still shows what it has
        tempfile.tempdir = str(store.incoming())


def finish(listeners: Iterable[Listener], connections: dict[int, Any], until: float) -> None:
    """Keep running until complete requests are answered and responses sent, or ``until``."""
    channels = [channel for each in listeners for channel in each.active_channels.values()]
    while any(one.connected and one.is_served for one in channels) and time.monotonic() < until:
        wasyncore.loop(timeout=0.1, use_poll=True, map=connections, count=1)


class _Stop:
    """Remembers that SIGTERM was received."""

    asked = False

    def __call__(self, *_: object) -> None:
        self.asked = True
