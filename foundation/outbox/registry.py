"""Which function does a kind of work."""

from collections.abc import Callable, Mapping

Payload = Mapping[str, str | int]
Handler = Callable[[Payload], None]

_handlers: dict[str, Handler] = {}


class UnknownKind(LookupError):
    """No handler is registered for this kind of work."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"No @outbox.handler is registered for {kind!r}.")


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does a kind of work, written ``app.verb``.

    It runs as ``system:outbox`` inside the transaction that marks the message done, so what it writes to
    the database happens exactly once. What it does outside the database (mail) may happen twice.
    """

    def register(function: Handler) -> Handler:
        known = _handlers.setdefault(kind, function)
        if _name(known) != _name(function):
            raise ValueError(f"{kind!r} is already handled by {_name(known)}.")
        _handlers[kind] = function
        return function

    return register


def handler_of(kind: str) -> Handler:
    """The function that does a kind of work.

    Raises:
        UnknownKind: when there is none.
    """
    try:
        return _handlers[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def kinds() -> frozenset[str]:
    """Every kind of work that has a handler."""
    return frozenset(_handlers)


def forget(kind: str) -> None:
    """Take a handler out again; for tests that plant one."""
    _handlers.pop(kind, None)


def _name(function: Handler) -> str:
    return f"{function.__module__}.{function.__qualname__}"
