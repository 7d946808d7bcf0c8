"""What an exchange's page shows of other tables, as columns of the exchange's own statement."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery

from exchanges.enums import Side
from exchanges.models import (
    AgendaItem,
    ExchangeFile,
    ExchangeGoal,
    ExchangeStep,
    HostingLimit,
    Participant,
    PeerExchange,
    SiteNote,
)
from exchanges.querysets.exchanges import COMMITMENT, PERSON, promised
from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.models import User
from foundation.workflow import embedded

GOAL = embedded.columns_of(ExchangeGoal)
FILE = embedded.columns_of(ExchangeFile)
ITEM = embedded.columns_of(AgendaItem)
PARTICIPANT = embedded.columns_of(Participant)
NOTE = embedded.columns_of(SiteNote)
STEP = embedded.columns_of(ExchangeStep)


@Compiled
def for_page(actor: Actor, *, pk: UUID) -> QuerySet[PeerExchange]:
    """Find an exchange with everything that its page shows to the actor, for the functions below and for the guards."""
    here = OuterRef("pk")
    goals = ExchangeGoal.objects.visible_to(actor).of_exchange(here)
    files = ExchangeFile.objects.visible_to(actor).of_exchange(here).standing()
    items = AgendaItem.objects.visible_to(actor).of_exchange(here)
    people = Participant.objects.visible_to(actor).of_exchange(here)
    notes = SiteNote.objects.visible_to(actor).of_exchange(here)
    steps = ExchangeStep.objects.visible_to(actor).of_exchange(here)
    sites = {Side.VISITOR: OuterRef("visitor_id"), Side.HOST: OuterRef("host_id")}
    hosted = PeerExchange.objects.hosted_by(OuterRef("host_id")).exclude(pk=here).order_by("pk")
    found = PeerExchange.objects.visible_to(actor).for_page().filter(pk=pk)
    return found.annotate(
        told_goals=embedded.rows(goals, GOAL),
        told_files=embedded.rows(files, FILE),
        told_agenda=embedded.rows(items, ITEM),
        told_participants=embedded.rows(people, PARTICIPANT),
        told_notes=embedded.rows(notes, NOTE, author=embedded.fields(PERSON, "author__")),
        told_steps=embedded.rows(steps, STEP, made_by=embedded.fields(PERSON, "made_by__")),
        told_commitments=embedded.rows(
            promised(here, sites), COMMITMENT, owner=embedded.fields(PERSON, "owner__")
        ),
        told_hosted=ArraySubquery(hosted.values("starts_on")),
        told_limit=Subquery(HostingLimit.objects.values("visits")[:1]),
    )


def goals_of(exchange: PeerExchange) -> list[ExchangeGoal]:
    """Return its goals, in their order."""
    return [embedded.made(ExchangeGoal, row) for row in _told(exchange, "goals")]


def files_of(exchange: PeerExchange) -> list[ExchangeFile]:
    """Return its files that weren't removed, the newest first."""
    return [embedded.made(ExchangeFile, row) for row in _told(exchange, "files")]


def agenda_of(exchange: PeerExchange) -> list[AgendaItem]:
    """Return its agenda, in order of time."""
    return [embedded.made(AgendaItem, row) for row in _told(exchange, "agenda")]


def participants_of(exchange: PeerExchange) -> list[Participant]:
    """Return who takes part, by name."""
    return [embedded.made(Participant, row) for row in _told(exchange, "participants")]


def notes_of(exchange: PeerExchange) -> list[SiteNote]:
    """Return the notes of the reader's own sites with their authors and sites, the oldest first."""
    found = [embedded.made(SiteNote, row, author=User) for row in _told(exchange, "notes")]
    for note in found:
        note.site = exchange.visitor if note.site_id == exchange.visitor_id else exchange.host
    return found


def steps_of(exchange: PeerExchange) -> list[ExchangeStep]:
    """Return its steps with the people who took them, the latest first."""
    return [embedded.made(ExchangeStep, row, made_by=User) for row in _told(exchange, "steps")]


def _told(exchange: PeerExchange, what: str) -> Any:
    """Return a column that ``for_page`` added."""
    return getattr(exchange, f"told_{what}")
