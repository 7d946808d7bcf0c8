"""The limit of calls a minute, counted for each token, or each person with a session."""

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.throttling import BaseThrottle

MINUTE = 60


class PerMinute(BaseThrottle):
    """A counter for each minute of the server's real time, in the cache that every process shares.

    The cache writes past the request's transaction, so a refused call counts too.
    """

    def allow_request(self, request: Any, view: Any) -> bool:
        """Count the call; return False if it exceeds the limit."""
        token = request.access_token
        who = f"token:{token.public_id}" if token is not None else f"user:{request.user.pk}"
        key = f"api:{who}:{int(time.time()) // MINUTE}"
        cache.add(key, 0, timeout=2 * MINUTE)
        try:
            return cache.incr(key) <= settings.API_CALLS_A_MINUTE
        except ValueError:
            return True  # the cache was emptied in between: the count starts again

    def wait(self) -> float:
        """Return the seconds until the next minute."""
        return MINUTE - time.time() % MINUTE
