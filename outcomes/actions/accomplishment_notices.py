"""Notify the people who had a part in an accomplishment of what was done with it."""

from collections.abc import Iterable

from foundation.accounts.actors import Actor
from foundation.notifications import notify
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due
from outcomes.enums import AccomplishmentState, AccomplishmentStepKind
from outcomes.models import Accomplishment

Step = AccomplishmentStepKind
ACTIONS = {
    Step.SENT_BACK: "change the accomplishment that was sent back to you",
    Step.PUBLISHED: "see the accomplishment that was published",
    Step.CORRECTED: "see what was corrected in an accomplishment",
    Step.WITHDRAWN: "see why an accomplishment was withdrawn",
}


def _is_as_told(actor: Actor, thing: str) -> bool:
    pk, _, version = thing.partition("|")
    return Accomplishment.objects.at_sites_of(actor).filter(pk=pk, version=version).exists()


# A notice is over once another step was taken.
TOLD = declare("accomplishment-is-as-told", _is_as_told)


def announce(
    found: Accomplishment, *, step: AccomplishmentStepKind, people: Iterable[int], version: int
) -> None:
    """Notify them of a step; its author alone of one that was sent back.

    Arguments:
        step: one of ``ACTIONS``.
        people: the ids of those who had a part in it before the step.
        version: the version the step made.
    """
    is_back = found.status == AccomplishmentState.DRAFT
    notify.send(
        "accomplishment-step",
        Due(
            key=f"{found.pk}:{version}",
            recipients=set(people) & {found.author_id or 0} if is_back else set(people),
            gate=TOLD(f"{found.pk}|{version}"),
            number=found.site.name,
            action=ACTIONS[step],
            url=found.get_absolute_url(),
            why="You had a part in this accomplishment.",
            site_id=found.site_id,
        ),
        by_day=True,
    )
