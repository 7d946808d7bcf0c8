"""Readers and a writer of a running portal, who record every response."""

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Clients:
    """People with a session who read, and a program that retries each write until answered.

    Attributes:
        port: the portal's port on loopback.
        pages: the pages the readers request, with a session's cookie.
        cookie: the session's cookie.
        answers: how often each status was returned; 0 means no response at all.
        bad: responses that are neither success nor 503 with Retry-After.
        seconds: how long each page took.
        saved: what the portal confirmed, by the writer's key.
    """

    port: int
    cookie: str = ""
    pages: tuple[str, ...] = ("/requests/", "/my-day/", "/inbox/")
    answers: Counter[int] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    saved: dict[str, str] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def at_work(
        self, *, readers: int, writer: Mapping[str, object] | None = None, token: str = ""
    ) -> Iterator[None]:
        """Run that many readers, and a writer if given, while the block runs."""
        threads = [threading.Thread(target=self._read, args=(n,)) for n in range(readers)]
        if writer is not None:
            threads.append(threading.Thread(target=self._write, args=(writer, token)))
        for each in threads:
            each.start()
        try:
            yield
        finally:
            self.over.set()
            for each in threads:
                each.join()

    def _read(self, number: int) -> None:
        turn = number
        while not self.over.is_set():
            turn += 1
            began = time.monotonic()
            self.ask("GET", self.pages[turn % len(self.pages)], headers={"Cookie": self.cookie})
            self.seconds.append(time.monotonic() - began)
            time.sleep(0.05)

    def _write(self, body: Mapping[str, object], token: str) -> None:
        """Send each record with the same key until it is answered, so that it is created once."""
        n = 0
        while not self.over.is_set():
            n += 1
            title = f"Written {n:04d}"
            headers = {
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
                "Idempotency-Key": f"written-{n:08d}",
            }
            sent = json.dumps({**body, "title": title})
            while (status := self.ask("POST", "/api/v1/requests/", sent, headers)) == 503:
                if self.over.wait(0.1):
                    return
            if status == 201:
                self.saved[headers["Idempotency-Key"]] = title
            time.sleep(0.05)

    def ask(
        self,
        method: str,
        path: str,
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> int:
        """Send one request on a new connection; count and return its status."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        try:
            line.request(method, path, body, dict(headers or {}))
            answer = line.getresponse()
            text, status = answer.read(), answer.status
            waits = answer.headers.get("Retry-After")
        except (OSError, http.client.HTTPException) as error:
            text, status, waits = repr(error).encode(), 0, None
        finally:
            line.close()
        self.answers[status] += 1
        if not (status in {200, 201} or (status == 503 and waits)):
            self.bad.append(f"{method} {path} {status}: {text[:300]!r}")
        return status
