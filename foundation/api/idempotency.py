"""Idempotency keys: a POST sent twice with the same key gets the first response again."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from foundation.api import actions
from foundation.api.errors import DamagedKey, KeyUsed
from foundation.api.http import Call
from foundation.api.parsers import OneFile

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT_HEADERS = ("Location", "ETag")
_SHAPE = re.compile(r"[\w.\-]{8,128}", re.ASCII)

Handler = Callable[..., Response]


def idempotent(handler: Handler) -> Handler:
    """Decorate ``post`` so that it runs once for each person and Idempotency-Key.

    The response is stored in the call's own transaction. A second call, even while the first is
    running, waits for it and gets the same response. An error leaves the key unused, because
    nothing was saved. The same key with another method, path or body is refused. Without a key the
    handler runs unprotected.
    """

    @wraps(handler)
    def answer(self: Any, call: Call, *args: Any, **kwargs: Any) -> Response:
        key = call.headers.get(HEADER)
        if key is None:
            return handler(self, call, *args, **kwargs)
        if not _SHAPE.fullmatch(key):
            raise DamagedKey
        kept, is_mine = actions.claim(user_id=call.user.pk, key=key, digest=_digest(call))
        if is_mine:
            response = handler(self, call, *args, **kwargs)
            actions.keep(kept, _stored(response))
            return response
        if kept.digest != _digest(call) or kept.answer is None:
            raise KeyUsed
        return _again(kept.answer)

    return answer


def _digest(call: Call) -> str:
    found = hashlib.sha256(f"{call.method} {call.get_full_path()}\n".encode())
    if call.content_type.startswith(OneFile.media_type):
        _add_form(found, call)
    else:
        found.update(call.body)
    return found.hexdigest()


def _add_form(found: "hashlib._Hash", call: Call) -> None:
    """Add the fields of a form with a file, whose body was read from the network to disk and isn't kept."""
    for name in sorted(call.data):
        value = call.data[name]
        found.update(f"{name}\n".encode())
        if not isinstance(value, UploadedFile):
            found.update(f"{value}\n".encode())
            continue
        for chunk in value.chunks():
            found.update(chunk)
        value.seek(0)


def _stored(response: Response) -> dict[str, Any]:
    return {
        "status": response.status_code,
        "data": json.loads(JSONRenderer().render(response.data) or b"null"),
        "headers": {name: response[name] for name in KEPT_HEADERS if name in response},
    }


def _again(answer: dict[str, Any]) -> Response:
    headers = answer["headers"] | {REPLAYED: "true"}
    return Response(answer["data"], status=answer["status"], headers=headers)
