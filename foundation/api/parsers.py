"""Parse a body: JSON that PostgreSQL can store and that is quick to check, or a clear refusal."""

import json
from typing import Any

from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.utils.json import strict_constant

DEEPEST = 20
# The longest resource has a few thousand words and a dozen fields.
MAX_BYTES = 512 * 1024
MAX_VALUES = 2_000
MAX_DIGITS = 40


class TooLong(APIException):
    """A body longer than any the API accepts."""

    status_code = 413
    says = f"The body is longer than {MAX_BYTES // 1024} KB. Send less at a time."


class TooMuch(ParseError):
    """A body with more values than any the API accepts."""

    says = (
        f"The body holds more than {MAX_VALUES:,} values, nests deeper than {DEEPEST} levels, or has a number "
        f"longer than {MAX_DIGITS} digits."
    )


class PlainJSON(JSONParser):
    """JSON without lone surrogates and NaN, and within limits of size."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Return the parsed body.

        Raises:
            TooLong, TooMuch: for a body that would take too long to read or to check.
            ParseError: for any other invalid body.
        """
        raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise TooLong
        try:
            value = json.loads(
                raw.decode(), parse_constant=strict_constant, parse_int=_whole, parse_float=_decimal
            )
            json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        except RecursionError as error:
            raise TooMuch from error
        except ValueError as error:  # neither JSON nor text
            raise ParseError from error
        _measure(value)
        return value


class OneFile(MultiPartParser):
    """A form with a file, which the portal's upload handler receives straight to disk, within the limit of a file."""


def _whole(text: str) -> int:
    return int(_short(text))


def _decimal(text: str) -> float:
    return float(_short(text))


def _short(text: str) -> str:
    if len(text) > MAX_DIGITS:
        raise TooMuch
    return text


def _measure(value: Any) -> None:
    """Refuse a body with too many values or too deep nesting, without recursion."""
    count, level, depth = 0, [value], 0
    while level:
        count += len(level)
        if count > MAX_VALUES or depth > DEEPEST:
            raise TooMuch
        inner = (
            each.values() if isinstance(each, dict) else each
            for each in level
            if isinstance(each, dict | list)
        )
        level, depth = [one for many in inner for one in many], depth + 1
