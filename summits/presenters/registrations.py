"""One person's registration in words: where it is, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.ui.types import Link
from sites.models import PublicForm
from summits import policies
from summits.enums import Registered
from summits.models import Registration
from summits.presenters.days import days_of, place_of
from summits.presenters.delegations import GLYPHS, note_of, state_said

OTHER_WAY = "Change how you take part"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationPage:
    """Everything the page of a registration shows."""

    state: str
    glyph: str
    note: str
    next_step: str
    facts: Sequence[tuple[str, str]]
    links: Sequence[Link]
    code: str


def page_of(
    registration: Registration, actor: Actor, *, form: PublicForm | None
) -> RegistrationPage:
    """Show a person their registration; the check-in code once it is confirmed."""
    summit = registration.summit
    facts = [
        ("Summit", summit.name),
        ("When", days_of(summit)),
        ("Where", place_of(summit)),
        ("You come as", _as(registration)),
    ]
    if registration.wait_number:
        facts.append(("Wait-list number", str(registration.wait_number)))
    return RegistrationPage(
        state=state_said(registration),
        glyph=GLYPHS[registration.state],
        note=note_of(registration),
        next_step=_next(registration, form=form),
        facts=facts,
        links=_links(registration, actor, form=form),
        code=registration.check_in_code if policies.can_arrive(registration) else "",
    )


def _as(registration: Registration) -> str:
    kind = str(registration.get_kind_display())
    if registration.seat:
        kind = f"{kind}, {registration.seat.title}"
    return f"{kind}, {registration.site.name}" if registration.site else kind


def _next(registration: Registration, *, form: PublicForm | None) -> str:
    match registration.state:
        case Registered.NOMINATED | Registered.INVITED if not policies.is_registering(
            registration.summit
        ):
            return "Registration for this summit isn't open."
        case Registered.NOMINATED | Registered.INVITED if form is None:
            return (
                "The registration form has no valid OMB control number, so you can't register now. "
                "Ask the summit's organizers."
            )
        case Registered.NOMINATED | Registered.INVITED:
            return "Register, or decline the invitation."
        case Registered.CONFIRMED:
            return "Your registration is confirmed. If you can't come, cancel it so that someone else can."
        case Registered.WAIT_LISTED:
            return (
                f"You're number {registration.wait_number} on the wait-list. When a place becomes free, the first "
                "person on the list gets it, and we notify you. You don't have to do anything."
            )
    return "You aren't registered. If that's a mistake, ask the person who nominated you."


def _links(registration: Registration, actor: Actor, *, form: PublicForm | None) -> list[Link]:
    found = []
    if policies.can_answer(actor, registration):
        found += [("Register", "summits:accept-registration")] * (form is not None)
        found.append(("Decline invitation", "summits:decline-registration"))
    elif policies.can_withdraw(actor, registration):
        if form is not None and policies.can_change_attendance(registration):
            found.append((OTHER_WAY, "summits:change-attendance"))
        found.append(("Cancel registration", "summits:cancel-registration"))
    if policies.can_say_needs(actor, registration):
        found.append(("Tell us what you need", "summits:needs"))
    return [Link(label, reverse(name, args=[registration.pk])) for label, name in found]
