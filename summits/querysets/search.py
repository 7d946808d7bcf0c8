"""Find summits, their sessions, and a reader's session notes by words, in one statement."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, DateField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models import TextField as Text
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.permissions import Permission as P
from foundation.workflow.words import FoundBy, found_in
from summits.models import Session, SessionNote, SessionSpeaker, Summit

MAX_SUMMITS, MAX_SESSIONS, MAX_NOTES = 10, 10, 10
SUMMIT, SESSION, NOTE = "summit", "session", "note"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        kind: ``SUMMIT``, ``SESSION``, or ``NOTE``.
        key: a summit's slug; the key of the others.
        title: what to call it; a note has the title of its session.
        about: a session's summit; a note's site.
        told: the part of the text with the words that were found.
        starts_on, ends_on, is_month_only: the days of the summit.
    """

    kind: str
    key: str
    title: str
    about: str
    told: str
    starts_on: date
    ends_on: date | None
    is_month_only: bool


def look(words: str, actor: Actor) -> list[Found]:
    """Find summits by name, theme, place, or year, sessions by text or speaker, and notes by text, newest first."""
    return sorted(
        (Found(*columns) for columns in _with(actor, words=words)),
        key=lambda each: (each.starts_on, each.kind, each.title, each.key),
        reverse=True,
    )


@Compiled
def _with(actor: Actor, *, words: str) -> QuerySet[Any, Any]:
    parts = [
        _columns(
            Summit.objects.visible_to(actor)
            .filter(FoundBy("name", words))
            .newest_first()[:MAX_SUMMITS],
            SUMMIT,
            key="slug",
            title="name",
        ),
        _columns(
            _sessions(actor, words)[:MAX_SESSIONS],
            SESSION,
            title="title",
            about=F("summit__name"),
            told=found_in(F("text"), words),
            summit="summit__",
        ),
    ]
    if actor.may_anywhere(P.SITE_VIEW):
        notes = SessionNote.objects.visible_to(actor).filter(FoundBy("text", words))
        parts.append(
            _columns(
                notes.order_by("-made_at", "-pk")[:MAX_NOTES],
                NOTE,
                title="session__title",
                about=Concat(
                    F("site__name"), Value(" · "), F("session__summit__name"), output_field=Text()
                ),
                told=found_in(F("text"), words),
                summit="session__summit__",
            )
        )
    return parts[0].union(*parts[1:], all=True)


def _sessions(actor: Actor, words: str) -> QuerySet[Session]:
    spoken = SessionSpeaker.objects.filter(FoundBy("speaker__name", words), session=OuterRef("pk"))
    found = Session.objects.visible_to(actor).placed()
    found = found.filter(Q(FoundBy("title", words)) | Q(Exists(spoken)))
    return found.order_by("-during", "-pk")


def _columns(
    rows: QuerySet[Any, Any],
    kind: str,
    *,
    key: str = "pk",
    title: str,
    about: str | Combinable = "",
    told: str | Combinable = "",
    summit: str = "",
) -> QuerySet[Any, Any]:
    """Turn rows into the columns of ``Found``; ``summit`` leads to the summit."""
    columns = {
        "found_kind": _text(kind),
        "found_key": _text(F(key)),
        "found_title": _text(F(title)),
        "found_about": _text(about),
        "found_told": _text(told),
        "found_starts_on": Cast(F(f"{summit}starts_on"), DateField()),
        "found_ends_on": Cast(F(f"{summit}ends_on"), DateField()),
        "found_is_month_only": Cast(F(f"{summit}is_month_only"), BooleanField()),
    }
    found: QuerySet[Any, Any] = rows.annotate(**columns).values_list(*columns)
    return found


def _text(value: str | Combinable) -> Cast:
    return Cast(Value(value) if isinstance(value, str) else value, Text())
