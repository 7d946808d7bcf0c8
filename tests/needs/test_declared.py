"""Each lifecycle declares who is waited for, state by state: a later room cannot forget its own."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db.models import Model, TextChoices
from django.urls import reverse

from communities.enums import MeetingState
from engagements.enums import State
from foundation.accounts.enums import ApprovalState
from foundation.files.enums import ScanState
from foundation.needs import registry
from foundation.needs.registry import Cause, Declaration, declarations, declare
from foundation.outbox.enums import JobState
from foundation.workflow.declarations import address_of
from outcomes.enums import FigureState
from tta_requests.enums import ClockState

# Fields by which a row says where it stands.
STATE_FIELDS = {"status", "state", "scan", "mail"}
# What nobody decides on, and why it needs nobody.
BY_ITSELF = {
    JobState: "A job of the portal; its owner's page shows it, and a notice says when it is done.",
    ScanState: "The scanner decides; a file found unsafe is shown where it was attached.",
    FigureState: "A figure gives way to a later version by itself.",
    MeetingState: "A meeting takes place by its schedule; its facilitators change it when they want to.",
    ClockState: "A clock runs by itself; what it counts is a step of its request.",
}


def lifecycles() -> Iterator[tuple[type[Model], type[TextChoices]]]:
    """Every field of a model of the portal that says where a row stands, with its states."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            choices = getattr(field, "choices", None)
            if getattr(field, "name", "") in STATE_FIELDS and choices and not is_history(model):
                yield model, choices


def is_history(model: type[Model]) -> bool:
    return "pgh_id" in {field.name for field in model._meta.get_fields()}


def states_of(declaration: Declaration) -> set[str]:
    return {str(value) for value in declaration.states.values} if declaration.states else set()


def covered() -> list[set[str]]:
    known = [states_of(each) for each in declarations() if each.states]
    return known + [set(states.values) for states in BY_ITSELF]


def test_each_lifecycle_is_declared_or_needs_nobody():
    found = {
        model.__name__: {str(value) for value, _ in choices} for model, choices in lifecycles()
    }
    assert len(found) > 8
    missing = {name for name, states in found.items() if states not in covered()}
    assert missing == set(EXEMPT)


# Rows whose states are written by a machine alone, with the reason.
EXEMPT = {
    "Ledger": "Whether its mail went out; the outbox says so when one fails.",
}


@pytest.mark.parametrize("declaration", declarations(), ids=lambda each: each.name)
def test_each_state_names_who_is_waited_for_or_says_why_nobody(declaration):
    asked = {str(state) for cause in declaration.causes for state in cause.states}
    nobody = {str(state) for state in declaration.nobody}
    assert asked | nobody == states_of(declaration)
    assert asked & nobody == set()
    assert all(why.endswith(".") for why in declaration.nobody.values())


@pytest.mark.parametrize("declaration", declarations(), ids=lambda each: each.name)
def test_each_cause_says_what_to_do(declaration):
    for cause in declaration.causes:
        assert cause.verb, cause.slug
        assert cause.why, cause.slug
        assert cause.slug == cause.slug.lower()
        assert registry.cause_of(cause.slug) is cause


def test_a_cause_has_one_declaration():
    taken = declarations()[0].causes[0].slug
    twin = Cause(slug=taken, verb="Act", why="Why.", href=str)
    with pytest.raises(ValueError, match="already declared"):
        declare(Declaration(name="another", rows=lambda *_: (), causes=(twin,)))


def test_states_that_follow_from_dates_are_declared_too():
    """An engagement stores no state, so that its model does not say that it has any."""
    assert State in {each.states for each in declarations()}
    assert ApprovalState in {each.states for each in declarations()}


def test_an_address_is_made_of_a_rows_details_its_columns_and_what_is_the_same_for_all():
    row = SimpleNamespace(subject="7", slug="no-detail", detail={"slug": "2027"})
    approval = address_of("summits:pass-gate", "slug", also=["concept"])
    assert approval(row) == reverse("summits:pass-gate", args=["2027", "concept"])
    assert address_of("tta_requests:detail", "subject")(
        SimpleNamespace(subject="PSP-2026-0007", detail={})
    ) == reverse("tta_requests:detail", args=["PSP-2026-0007"])


# The number of a request says of what this is asked.
SAID_BY_THE_NUMBER = {"acknowledge"}


def test_a_mail_says_of_what_something_is_asked():
    """A digest has no titles: "Example City, EX: Review" could be anything."""
    vague = {
        each.slug: each.task or each.verb
        for declaration in declarations()
        for each in declaration.causes
        if " " not in (each.task or each.verb)
    }
    assert vague.keys() == SAID_BY_THE_NUMBER, vague
