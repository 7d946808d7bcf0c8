"""The pages of a lifecycle's steps: each says what happens, asks, and acts once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase

from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.ui.asking import sent
from foundation.workflow.lifecycle import check_offered
from foundation.workflow.nonces import single_submit
from foundation.workflow.transition import Transition

View = Callable[..., HttpResponseBase]
Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class StepPages(Generic[Row]):
    """The pages of the steps of one kind of record.

    Attributes:
        noun: what the record is called in a sentence, such as "exchange".
        guard: the mark of access of a step's view, from its transition.
        fetch: the record that the reader sees at an address, or 404.
        can_take: whether a step is ever the actor's to take at this record; if not, the page is 403.
        offered: the steps open in the record's present state, each with its refusal or "".
        form: the form of a step, bound when it was sent.
        words: for each step what happens, and the sentence afterward.
        ask: the room's page with one form.
        take: the action that takes a step: the record, the step's name, ``version``, the form's values, and ``by``.
    """

    noun: str
    guard: Callable[[Transition], Callable[[View], View]]
    fetch: Callable[[PortalRequest, Any], Row]
    can_take: Callable[[Actor, Row, str], bool]
    offered: Callable[[Actor, Row], Iterable[tuple[Transition, str]]]
    form: Callable[[Transition, Any], forms.Form]
    words: Mapping[str, tuple[str, str]]
    ask: Callable[..., HttpResponse]
    take: Callable[..., object]

    def views(self, rows: Iterable[Transition]) -> dict[str, View]:
        """Return the view of each step by its name."""
        return {row.name: self._view_of(row) for row in rows}

    def _view_of(self, row: Transition) -> View:
        def view(request: PortalRequest, **key: Any) -> HttpResponse:
            (place,) = key.values()
            return self._answer(request, place, row)

        view.__doc__ = row.words
        guarded = self.guard(row)(single_submit(view))
        guarded.__doc__ = view.__doc__
        return guarded

    def _answer(self, request: PortalRequest, place: Any, row: Transition) -> HttpResponse:
        found = self.fetch(request, place)
        if not self.can_take(request.actor, found, row.name):
            raise PermissionDenied
        check_offered(self.offered(request.actor, found), row.name, noun=self.noun)
        says, done = self.words[row.name]
        return self.ask(
            request,
            found,
            self.form(row, sent(request)),
            heading=row.words,
            says=says,
            act=lambda values, version: self.take(
                found, row.name, version=version, **values, by=request.actor
            ),
            done=done,
            version=getattr(found, "version", 0),
        )
