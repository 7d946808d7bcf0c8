"""Decide who may do what with grants, and evaluate the guards of an application's steps."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import dates
from foundation.workflow.transition import Transition
from grants.enums import LIFECYCLE, UNDECIDED, State, Window
from grants.models import Committee, GrantApplication, GrantStep, LandscapeReview


def can_manage(actor: Actor) -> bool:
    """Return whether the actor keeps the list of opportunities."""
    return actor.may(P.GRANT_MANAGE, at=None)


def can_keep(actor: Actor, site_id: int) -> bool:
    """Return whether the actor keeps a site's applications, committee, and reviews."""
    return actor.may(P.GRANT_KEEP, at=site_id)


def can_change(actor: Actor, application: GrantApplication) -> bool:
    """Return whether the actor may change what an application says: not once it is decided or withdrawn."""
    is_open = application.status in UNDECIDED and not application.is_imported
    return is_open and can_keep(actor, application.site_id)


def can_change_award(actor: Actor, application: GrantApplication) -> bool:
    """Return whether the actor may correct the award of an application."""
    is_awarded = application.status == State.AWARDED and not application.is_imported
    return is_awarded and can_keep(actor, application.site_id)


def can_keep_committee(actor: Actor, committee: Committee) -> bool:
    """Return whether the actor may change a committee: not one that ended or that the program reported."""
    return committee.is_active and can_keep(actor, committee.site_id)


def can_change_review(actor: Actor, review: LandscapeReview) -> bool:
    """Return whether the actor may change a landscape review: not one that the program reported."""
    return not review.is_imported and can_keep(actor, review.site_id)


def steps_open_to(actor: Actor, application: GrantApplication) -> list[tuple[Transition, str]]:
    """Return the steps the actor may take in the present state, each with its refusal or ""."""
    return [] if application.is_imported else LIFECYCLE.choices(application, actor)


def can_take(actor: Actor, application: GrantApplication, _step: str) -> bool:
    """Return whether steps are the actor's to take at this application."""
    return not application.is_imported and can_keep(actor, application.site_id)


def is_not_closed(_actor: object, application: GrantApplication) -> bool | str:
    """Return whether one can still apply for the grant."""
    found = application.opportunity
    if found is None or found.window_at(clock.now()) != Window.CLOSED:
        return True
    return f"Applications closed {dates.when(found.closes_at, found.time_zone)}."


def was_submitted(_actor: object, application: GrantApplication) -> bool | str:
    """Return whether an application was submitted before its last step: what is withdrawn may not have been."""
    if application.status != State.WITHDRAWN:
        return True
    was = GrantStep.objects.of_application(application.pk).was_submitted()
    return was or "It was withdrawn before it was submitted."


def is_ready(_actor: object, application: GrantApplication) -> bool | str:
    """Return whether an application says how much it asks for, and its window has opened."""
    if application.amount_requested is None:
        return "Enter the amount requested first."
    found = application.opportunity
    if found is None or found.window_at(clock.now()) != Window.ANNOUNCED:
        return True
    return f"Applications open {dates.when(found.opens_at, found.time_zone)}. Mark it as submitted then."
