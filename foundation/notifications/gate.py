"""The one gate to a person: asked when a notice enters an inbox, and again when its mail leaves.

A notice is planned by one transaction and sent by another, sometimes hours later. What was true of its
recipient then is asked again here: the account is open, the reader still belongs to the site, is still the
one who is meant, and the thing still needs them. Rooms declare the last two in a module ``gates``, one
question for each kind of thing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.notifications.enums import MailState

Check = Callable[[Actor, str], bool]


@dataclass(frozen=True, slots=True)
class Gate:
    """What a notice depends on: a declared question, and the key of the thing it asks about."""

    name: str
    thing: str = ""


_checks: dict[str, Check] = {}


def declare(name: str, check: Check) -> Callable[[object], Gate]:
    """Declare a question, and return what makes a gate of it for one thing.

    Arguments:
        name: what the ledger stores; lower case, with hyphens.
        check: whether the reader is still meant, and the thing with that key still needs them.

    Raises:
        ValueError: when another question has the name.
    """
    known = _checks.setdefault(name, check)
    if (known.__module__, known.__qualname__) != (check.__module__, check.__qualname__):
        raise ValueError(f"The gate {name!r} is already declared by {known.__qualname__}.")
    _checks[name] = check
    return lambda thing: Gate(name, str(thing))


def names() -> frozenset[str]:
    """Return the name of every declared question."""
    return frozenset(_checks)


def refusal(reader: User, gate: Gate, site_id: int | None) -> MailState | None:
    """Return why a notice may not reach a person now; None if it may.

    Arguments:
        reader: who would get it.
        gate: what it depends on; a notice from before there were gates has no name.
        site_id: the site it belongs to.
    """
    if not reader.is_active:
        return MailState.INACTIVE
    if gate == ACCOUNT and site_id is None:
        return None
    actor = resolve(reader)
    if not _belongs(actor, site_id):
        return MailState.NO_RIGHT
    if gate.name and not _checks[gate.name](actor, gate.thing):
        return MailState.OVER
    return None


def _belongs(actor: Actor, site_id: int | None) -> bool:
    """Return whether the reader has access to the site, or through an organization."""
    if site_id is None:
        return True
    return actor.may(P.INBOX_VIEW, at=site_id) or P.INBOX_VIEW in actor.elsewhere


def _anybody(actor: Actor, thing: str) -> bool:
    return True


# For what concerns a person and their account alone: no site, no request, nothing to hold.
ACCOUNT = declare("account", _anybody)("")
