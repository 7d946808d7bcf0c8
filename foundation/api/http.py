"""The call as every resource sees it."""

from rest_framework.request import Request

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.api.models import AccessToken


class Call(Request):
    """A request of the API with the Actor behind it, and the token it came with (None for a session)."""

    actor: Actor
    user: User
    access_token: AccessToken | None
