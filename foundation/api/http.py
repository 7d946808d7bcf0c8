"""The call as every resource sees it."""

from typing import Any

from rest_framework.request import Request

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.api.models import AccessToken


class Call(Request):
    """A request of the API with the Actor behind it, and the token it came with (None for a session)."""

    actor: Actor
    user: User
    access_token: AccessToken | None


def words_of(call: Call) -> dict[str, Any]:
    """Return what the address asks for behind the question mark, each name once."""
    return dict(call.query_params.items())
