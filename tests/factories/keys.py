"""Keys that follow from names, so that the queries compiled for a site's people serve the next test too."""

import re
from zlib import crc32

# Above every key that the database gives by itself in a test.
FIRST = 1_000_000
NUMBER = re.compile(r"\d+")


def key_of(name: str) -> int:
    """Return the same key for a name in every test; names that differ by their number stay in its order."""
    number = NUMBER.search(name)
    words = crc32(NUMBER.sub("", name).encode()) % 100_000
    return FIRST + words * 10_000 + (int(number[0]) % 10_000 if number else 0)
