"""A deadline of a summit is near, due, or a week late."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import PROGRAM_MANAGER
from foundation.calendars.business_time import closing
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder
from summits.enums import GateKind, GrantRole
from summits.models import Gate, Grant
from summits.policies import can_manage, can_organize

# Days to go, the latest first; a deadline a week late is said once more.
STEPS = ((-7, "late"), (0, "due"), (7, "7"), (30, "30"))
FORGOTTEN = -30
ACTIONS: dict[str, str] = {
    GateKind.CONCEPT: "get the concept approval",
    GateKind.CONFERENCE: "get the conference approval",
    GateKind.REGISTRATION: "open registration",
    GateKind.AGENDA: "lock the agenda",
}


def _is_waiting(actor: Actor, thing: str) -> bool:
    found = Gate.objects.waiting().filter(pk=UUID(thing))
    return any(
        can_organize(actor, gate.summit) if gate.kind == GateKind.AGENDA else can_manage(actor)
        for gate in found
    )


WAITING = declare("summit-gate-is-waiting", _is_waiting)


class GateAhead(Reminder):
    """A gate of a summit is due: managers are notified, and organizers where the step is theirs."""

    slug = "summit-gate"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield notices of gates that wait, for the latest step reached."""
        managers = set(User.objects.open_with_role(PROGRAM_MANAGER.slug))
        for gate in Gate.objects.waiting():
            summit = gate.summit
            zone = ZoneInfo(summit.time_zone)
            left = (gate.due_on - now.astimezone(zone).date()).days
            step = next((name for days, name in STEPS if left <= days), "")
            if not step or left < FORGOTTEN:
                continue
            organizers = Grant.objects.of_summit(summit.pk).live(now).with_role(GrantRole.ORGANIZER)
            yield Due(
                key=f"{gate.pk}:{gate.due_on}",
                step=step,
                recipients=managers | organizers.people()
                if gate.kind == GateKind.AGENDA
                else managers,
                gate=WAITING(gate.pk),
                number=summit.name,
                action=ACTIONS[gate.kind],
                url=reverse("summits:detail", args=[summit.slug]),
                why="You organize this summit, or manage the program.",
                due_at=closing(gate.due_on, zone),
                tz=summit.time_zone,
            )
