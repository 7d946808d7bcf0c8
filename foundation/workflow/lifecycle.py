"""A lifecycle as one table of transitions, for buttons, checks, tests, help and the database."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from django.db.models import TextChoices

from foundation.workflow.errors import InvalidInput, NotAllowed, Refused
from foundation.workflow.transition import BACK, Mover, Transition

Guard = Callable[[Any, Any], bool | str]

__all__ = ["BACK", "Lifecycle", "Transition", "check_offered", "lifecycles"]


class Lifecycle:
    """The transitions of one model with ``status``, ``version`` (and ``returns_to`` for ``BACK``).

    A permission counts at the record's site; where a record has none, only everywhere or by the actor's ``Hand``.

    Arguments:
        rows: the transitions.
        states: the choices of ``status``; every state a row names must be one of them.
        guards: import paths of modules with guards. A method's own ``guards`` are searched first.
        permissions: every permission there is, for the start-up check.
        name: its name in checks and diagrams.
    """

    def __init__(
        self,
        rows: Iterable[Transition],
        *,
        states: type[TextChoices] | None = None,
        guards: str | tuple[str, ...] = (),
        permissions: Iterable[str] = (),
        name: str = "",
    ) -> None:
        self.rows = tuple(rows)
        self.labels: dict[str, str] = (
            {str(value): str(label) for value, label in states.choices}
            if states
            else {state: state for state in _states_of(self.rows)}
        )
        self.guards = (guards,) if isinstance(guards, str) else guards
        self.permissions = frozenset(str(permission) for permission in permissions)
        self.name = name or (states.__name__ if states else "lifecycle")
        self._rows: dict[tuple[str, str], Transition] = {}
        for row in self.rows:
            for source in row.starts_from():
                self._enter(row, source)
        _lifecycles.append(self)

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order of its choices."""
        return tuple(self.labels)

    def find(self, name: str, state: str) -> Transition | None:
        """Return the transition of a verb from a state, or None."""
        return self._rows.get((name, str(state)))

    def available(
        self, obj: Any, actor: Mover, guards: Mapping[str, Guard] | None = None
    ) -> list[Transition]:
        """Return the transitions the actor can make now: the buttons."""
        return [row for row, refusal in self.choices(obj, actor, guards) if not refusal]

    def choices(
        self, obj: Any, actor: Mover, guards: Mapping[str, Guard] | None = None
    ) -> list[tuple[Transition, str]]:
        """Return the transitions the actor is permitted, each with the guard's refusal or ""."""
        rows = (row for (_, state), row in self._rows.items() if state == str(obj.status))
        return [
            (row, self._refusal(row, obj, actor, guards))
            for row in rows
            if _permits(row, obj, actor)
        ]

    def check(
        self,
        name: str,
        obj: Any,
        actor: Mover,
        guards: Mapping[str, Guard] | None = None,
        reason: str = "",
    ) -> Transition:
        """Return the transition of a verb, if the actor can make it now.

        Raises:
            Refused: when the verb does not start from the record's state or its guard refuses.
            NotAllowed: when only someone else may do it.
            InvalidInput: when a reason is missing.
        """
        row = self.find(name, obj.status)
        if row is None:
            raise Refused(self._wrong_state(name, str(obj.status)))
        if not _permits(row, obj, actor):
            raise NotAllowed
        refusal = self._refusal(row, obj, actor, guards)
        if refusal:
            raise Refused(refusal)
        if row.reason_required and not reason.strip():
            raise InvalidInput("Enter a reason. It's saved with this step.", field="reason")
        return row

    def advance(self, obj: Any, row: Transition) -> list[str]:
        """Set status and version by a checked transition; return the names of the changed fields.

        Raises:
            Refused: when it leads back and the earlier state is not known.
        """
        target = obj.returns_to if row.target == BACK else row.target
        if (str(obj.status), str(target)) not in self.pairs():
            raise Refused("The previous status is unknown, so this can't go back to it.")
        changed = ["status", "version"]
        if row.remembers or row.target == BACK:
            obj.returns_to = obj.status if row.remembers else ""
            changed.append("returns_to")
        obj.status = target
        obj.version += 1
        return changed

    def pairs(self) -> list[tuple[str, str]]:
        """Return every (source, target) the table allows, with ``BACK`` resolved."""
        found = {
            (s, t) for row in self.rows for s in row.starts_from() for t in self._targets(row, s)
        }
        return sorted(found)

    def problems(self) -> Iterator[str]:
        """Yield what is wrong with the table: missing functions, unknown permissions."""
        for row in self.rows:
            if row.guard and self.guards and _find(row.guard, self.guards) is None:
                yield f"{self.name}: the guard {row.guard!r} of {row.name!r} is in none of {self.guards}."
            if row.permission and self.permissions and row.permission not in self.permissions:
                yield f"{self.name}: nobody knows the permission {row.permission!r} of {row.name!r}."
            if not (row.permission or row.by_system):
                yield f"{self.name}: nobody may {row.name!r}."

    def _enter(self, row: Transition, source: str) -> None:
        for state in (source, row.target):
            if state != BACK and state not in self.labels:
                raise ValueError(f"{row.name!r} names the state {state!r}, which does not exist.")
        if (row.name, source) in self._rows:
            raise ValueError(f"{row.name!r} starts twice from {source!r}.")
        self._rows[row.name, source] = row

    def _refusal(
        self, row: Transition, obj: Any, actor: Mover, guards: Mapping[str, Guard] | None
    ) -> str:
        if not row.guard:
            return ""
        guard = guards[row.guard] if guards else self._guard(row.guard)
        answer = guard(actor, obj)
        if isinstance(answer, str):
            return answer
        return "" if answer else "This isn't possible right now."

    def _wrong_state(self, name: str, state: str) -> str:
        past = next((row.past for row in self.rows if row.name == name), "")
        what = f"This can't be {past}" if past else "This isn't possible"
        return f"{what} while its status is “{self.labels.get(state, state)}.” Open the page again to see the latest."

    def _targets(self, row: Transition, source: str) -> tuple[str, ...]:
        if row.target != BACK:
            return (str(row.target),)
        paused = (each for each in self.rows if each.remembers and each.target == source)
        return tuple(state for each in paused for state in each.starts_from())

    def _guard(self, name: str) -> Guard:
        function = _find(name, self.guards)
        if function is None:
            raise LookupError(f"{name!r} is in none of {self.guards}.")
        return function


_lifecycles: list[Lifecycle] = []


def lifecycles() -> tuple[Lifecycle, ...]:
    """Return every lifecycle, for the start-up check and the help page."""
    return tuple(_lifecycles)


def check_offered(offered: Iterable[tuple[Transition, str]], step: str, *, noun: str) -> None:
    """Refuse a step that a policy doesn't offer at a record, or not now.

    Arguments:
        offered: the steps of the record's present status, each with its refusal or "".
        step: the name of the step.
        noun: what the record is called in a sentence, such as "exchange".

    Raises:
        Refused: with the policy's sentence, or that the status doesn't allow the step.
    """
    not_now = f"This step isn't available with the {noun}'s current status. Open the {noun} to see the latest."
    refusal = {row.name: said for row, said in offered}.get(step, not_now)
    if refusal:
        raise Refused(refusal)


def _permits(row: Transition, obj: Any, actor: Mover) -> bool:
    if actor.is_system:
        return row.by_system
    if not row.permission:
        return False
    if actor.may(row.permission, at=getattr(obj, "site_id", None)):
        return True
    return row.shared and actor.may_anywhere(row.permission)


def _find(name: str, modules: tuple[str, ...]) -> Callable[..., Any] | None:
    found = (getattr(import_module(module), name, None) for module in modules)
    return next((function for function in found if callable(function)), None)


def _states_of(rows: Iterable[Transition]) -> list[str]:
    named = (state for row in rows for state in (*row.starts_from(), str(row.target)))
    return list(dict.fromkeys(state for state in named if state != BACK))
