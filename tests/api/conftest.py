"""Call the API as a person: by token, as programs do."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from foundation.accounts.models import User
from foundation.api import actions
from foundation.api.enums import Scope


class Caller:
    """A program with a person's token."""

    def __init__(self, token: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.token = token

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Send one call below /api/v1; underscores in a header's name become dashes."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            given["Authorization"] = f"Bearer {self.token}"
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        sent = {"content_type": "application/json", "data": text} if body is not None else {}
        return self.client.generic(method, f"/api/v1{path}", **sent, headers=given)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.send("POST", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self.send("PATCH", path, body, **headers)


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def token_of(db) -> Callable[..., str]:
    """Create a new token: ``token_of(dana, scope=Scope.READ)``."""

    def make(
        user: User, scope: Scope = Scope.WRITE, days: int = 30, *, factor: bool = False
    ) -> str:
        _, text = actions.make_token(
            name="Test", scope=scope, days=days, with_factor=factor, by=user
        )
        return text

    return make


@pytest.fixture
def caller(token_of) -> Callable[..., Caller]:
    """Return a caller: ``caller(dana)`` reads and writes, ``caller(dana, Scope.READ)`` reads."""

    def make(user: User, scope: Scope = Scope.WRITE) -> Caller:
        return Caller(token_of(user, scope))

    return make


@pytest.fixture
def nobody() -> Caller:
    """Return a program without a token."""
    return Caller()


def problem(response: HttpResponse) -> tuple[int, str]:
    """Return status and kind; fail unless it is a problem of RFC 9457."""
    assert response["Content-Type"] == "application/problem+json", response.content[:200]
    told = response.json()
    assert told["status"] == response.status_code
    assert told["detail"]
    return response.status_code, told["type"].rpartition("#problem-")[2]


def wrong(response: HttpResponse) -> dict[str, str]:
    """Return each sentence by where it applies."""
    problem(response)
    return {e.get("pointer", e.get("parameter")): e["detail"] for e in response.json()["errors"]}
