"""Durable work of this room: asking the scanner, removing what it refused."""

from foundation.files import actions, store
from foundation.files.models import file_model
from foundation.outbox.registry import Payload, handler


@handler("files.scan")
def scan(payload: Payload) -> None:
    """Have one file scanned."""
    model = file_model(str(payload["model"]))
    actions.scan(model, str(payload["file"]), tries=int(payload["tries"]))


@handler("files.discard")
def discard(payload: Payload) -> None:
    """Remove content for good; the row says what it was."""
    store.discard(str(payload["content"]))
