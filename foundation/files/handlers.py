"""Outbox jobs of files: scan a file, remove an infected one."""

from foundation.files import actions, store
from foundation.files.models import file_model
from foundation.outbox.registry import Payload, handler


@handler("files.scan")
def scan(payload: Payload) -> None:
    """Scan one file."""
    model = file_model(str(payload["model"]))
    actions.scan(model, str(payload["file"]), tries=int(payload["tries"]))


@handler("files.discard")
def discard(payload: Payload) -> None:
    """Remove content for good; its row is kept as a record."""
    store.discard(str(payload["content"]))
