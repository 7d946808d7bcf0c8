"""Content in the file store, for rows that a test plants."""

from io import BytesIO
from typing import Any

from foundation.files import store


def kept(text: str) -> dict[str, Any]:
    """Store a text, and return what its row says of it: as many bytes as are sent, or a browser's next page is cut."""
    written = store.write(BytesIO(text.encode()))
    return {"content": written.name, "size": written.size, "sha256": written.sha256}
