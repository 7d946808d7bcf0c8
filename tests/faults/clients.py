"""Readers and a writer of a running portal, who keep every answer."""

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
    """People with a session who read, and a program that writes until each call is answered.

    Attributes:
        port: the portal's, on loopback.
        pages: what the readers ask for, with a session's cookie.
        cookie: the session.
        answers: how often each status came back; 0 stands for no answer at all.
        bad: answers that are neither success nor 503 with Retry-After, as they came.
        seconds: how long each page took.
        saved: what the portal said it has, by the writer's key.
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
        """Let so many read, and one write, while the block runs."""
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
        """The same key again until it is answered: as a form's nonce, it makes one record."""
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
        """One request on a connection of its own; counts and returns its status."""
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
