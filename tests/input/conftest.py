"""The matrix's world for bad input: each of its people signs in once."""

from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from django.test import Client

from tests.matrix.walk import note_use
from tests.matrix.world import World


@pytest.fixture(scope="module")
def client_as(world: World, django_db_blocker) -> Callable[[str], Client]:
    """Return a person's client, signed in once; each call resets its cookies to that state."""
    clients: dict[str, tuple[Client, dict[str, str]]] = {}

    def sign_in(who: str) -> tuple[Client, dict[str, str]]:
        client = Client(raise_request_exception=False)
        if user := world.people[who].user:
            with django_db_blocker.unblock():
                client.force_login(user)
                note_use(client)
        return client, {name: morsel.value for name, morsel in client.cookies.items()}

    def of(who: str) -> Client:
        if who not in clients:
            clients[who] = sign_in(who)
        client, cookies = clients[who]
        client.cookies = SimpleCookie(cookies)
        return client

    return of
