"""Reading a body: JSON that PostgreSQL can keep, or a 400."""

import json
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

DEEPEST = 20


class PlainJSON(JSONParser):
    """JSON without half characters (lone surrogates), NaN, and nests deeper than anybody needs."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The value.

        Raises:
            ParseError: for anything else.
        """
        try:
            value = super().parse(stream, media_type, parser_context)
            json.dumps(value, ensure_ascii=False).encode()
        except (RecursionError, UnicodeError) as error:
            raise ParseError from error
        if _depth(value) > DEEPEST:
            raise ParseError
        return value


def _depth(value: Any, deep: int = 0) -> int:
    """How deep it is nested; no deeper than needs to be known."""
    if deep > DEEPEST or not isinstance(value, dict | list):
        return deep
    inner = value.values() if isinstance(value, dict) else value
    return max((_depth(each, deep + 1) for each in inner), default=deep + 1)
