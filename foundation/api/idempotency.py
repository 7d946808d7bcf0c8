"""Idempotency keys: a POST sent twice with the same key gets the first response again."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from foundation.api import actions
from foundation.api.errors import DamagedKey, KeyUsed
from foundation.api.http import Call

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
    spoken = f"{call.method} {call.get_full_path()}\n".encode()
    return hashlib.sha256(spoken + call.body).hexdigest()


def _stored(response: Response) -> dict[str, Any]:
    return {
        "status": response.status_code,
        "data": json.loads(JSONRenderer().render(response.data) or b"null"),
        "headers": {name: response[name] for name in KEPT_HEADERS if name in response},
    }


def _again(answer: dict[str, Any]) -> Response:
    headers = answer["headers"] | {REPLAYED: "true"}
    return Response(answer["data"], status=answer["status"], headers=headers)
