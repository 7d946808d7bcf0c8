"""The registry of the functions that do each kind of work."""

from collections.abc import Callable, Mapping

from foundation.outbox.letters import Letter

Payload = Mapping[str, str | int]
Handler = Callable[[Payload], None]
Writer = Callable[[Payload], Letter | None]

_handlers: dict[str, Handler | Writer] = {}
_letters: set[str] = set()


class UnknownKind(LookupError):
    """No handler is registered for this kind of work."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"No @outbox.handler is registered for {kind!r}.")


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does a kind of work, named ``app.verb``.

    It runs as ``system:outbox`` inside the transaction that marks the message done, so its writes
    to the database happen exactly once. It sends no mail: that is for a ``letter``.
    """

    def register(function: Handler) -> Handler:
        _register(kind, function)
        return function

    return register


def letter(kind: str) -> Callable[[Writer], Writer]:
    """Register the function that writes a kind of mail, named ``app.verb``.

    It runs as ``system:outbox`` before each attempt and decides whether the mail may be sent now:
    it returns a ``Letter`` that is sent after its transaction has ended, or None when there is
    nothing (more) to send.
    """

    def register(function: Writer) -> Writer:
        _register(kind, function)
        _letters.add(kind)
        return function

    return register


def handler_of(kind: str) -> Handler | Writer:
    """Return the function that does a kind of work.

    Raises:
        UnknownKind: when no function is registered.
    """
    try:
        return _handlers[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def kinds() -> frozenset[str]:
    """Return every kind of work that has a handler."""
    return frozenset(_handlers)


def letters() -> frozenset[str]:
    """Return every kind of work that is a mail."""
    return frozenset(_letters)


def forget(kind: str) -> None:
    """Unregister a handler; for tests that add one."""
    _handlers.pop(kind, None)
    _letters.discard(kind)


def _register(kind: str, function: Handler | Writer) -> None:
    known = _handlers.setdefault(kind, function)
    if _name(known) != _name(function):
        raise ValueError(f"{kind!r} is already handled by {_name(known)}.")
    _handlers[kind] = function


def _name(function: Handler | Writer) -> str:
    return f"{function.__module__}.{function.__qualname__}"
