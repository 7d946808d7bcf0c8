"""Who reads commitments that came from something: declared by the room above that has it."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q

from foundation.accounts.actors import Actor

_RULES: list[Callable[[Actor], Q]] = []


def declare(rule: Callable[[Actor], Q]) -> None:
    """Declare the filter for commitments of requests that an actor reads; declaring it again changes nothing."""
    if rule not in _RULES:
        _RULES.append(rule)


def readable(actor: Actor) -> Q:
    """Return the filter for commitments of requests the actor reads: none while no room declared one."""
    rules = [rule(actor) for rule in _RULES]
    if not rules:
        return Q(pk__in=[])
    # An empty filter finds everything, and "or" drops it: it decides alone.
    return reduce(or_, rules) if all(rules) else Q()
