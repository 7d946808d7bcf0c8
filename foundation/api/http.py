"""The API call as every resource gets it."""

from rest_framework.request import Request

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.api.models import AccessToken


class Call(Request):
    """A call with the Actor behind it, and its token (None for a session)."""

    actor: Actor
    user: User
    access_token: AccessToken | None
