"""Keys that follow from names, so that the queries compiled for a site's people serve the next test too."""

from zlib import crc32

# Above every key that the database gives by itself in a test.
FIRST = 1_000_000


def key_of(name: str) -> int:
    """Return the same key for a name in every test."""
    return FIRST + crc32(name.encode()) % 1_000_000_000
