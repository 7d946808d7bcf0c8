"""The limit of readings of a feed: for each address, and for each network that tries addresses."""

import time

from django.core.cache import cache
from django.http import HttpRequest

from foundation.agenda.actions import digest_of
from foundation.audit.origin import client_ip, network_of

MINUTE = 60
MAX_READS_OF_AN_ADDRESS = 20
MAX_READS_FROM_A_NETWORK = 240


def counted(request: HttpRequest, text: str) -> bool:
    """Count a reading; return whether it is within both limits of this minute of the server's real time."""
    network = network_of(client_ip(request))
    return _within(f"network:{network}", MAX_READS_FROM_A_NETWORK) and _within(
        f"address:{digest_of(text)}", MAX_READS_OF_AN_ADDRESS
    )


def _within(who: str, most: int) -> bool:
    key = f"feed:{who}:{int(time.time()) // MINUTE}"
    cache.add(key, 0, timeout=2 * MINUTE)
    try:
        return cache.incr(key) <= most
    except ValueError:
        return True  # the cache was emptied in between: the count starts again
