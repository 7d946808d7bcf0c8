"""Set up a community, and take its steps."""

from collections.abc import Iterable

from django.db import IntegrityError

from communities.actions.steps import lock, record, require_manager
from communities.enums import LIFECYCLE, MeetingState, State, StepKind
from communities.errors import SlugTaken
from communities.models import Community, Meeting
from communities.policies import GUARDS, hand_of
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy import powers
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.versions import check_version
from sites.models import CoreArea, Site

RETIRED = "The community is retired."
# The steps after which meetings take place or don't.
WORTH_TELLING = frozenset({StepKind.PAUSE, StepKind.RESUME, StepKind.RETIRE})


@atomic_savepoint
def set_up(
    *,
    slug: str,
    name: str,
    audience: str = "",
    purpose: str = "",
    core_area: CoreArea | None = None,
    model_site: Site | None = None,
    open_to: Iterable[str] = (),
    is_demo: bool = False,
    by: Actor,
) -> Community:
    """Set up a community that is forming: it has no facilitator, member, or meeting yet.

    Arguments:
        slug: its name in addresses, such as crime-analysis.
        open_to: slugs of the site roles whose holders join without being admitted.

    Raises:
        ManagersOnly: when the actor is no Program Manager.
        SlugTaken: when another community has the slug.
    """
    require_manager(by)
    community = Community(
        slug=slug,
        name=name,
        audience=audience,
        purpose=purpose,
        core_area=core_area,
        model_site=model_site,
        open_to=sorted(open_to),
        is_demo=is_demo,
        made_by_id=by.user_id,
        made_at=clock.now(),
    )
    try:
        with atomic_savepoint:
            community.save(force_insert=True)
    except IntegrityError as error:
        if "slug" in str(error):
            raise SlugTaken(field="slug") from error
        raise
    record(community, StepKind.SET_UP, by=by)
    return community


@atomic_savepoint
def take(
    community: Community, step: str, *, version: int | str | None, reason: str = "", by: Actor
) -> Community:
    """Take a step of the table of transitions by its name; retiring first cancels the meetings to come.

    Arguments:
        step: a name in ``LIFECYCLE``.
        version: the version the form was based on, as it was sent.

    Raises:
        StaleEdit: when someone changed it since.
        Refused: when its state or a guard does not allow the step.
        NotAllowed: when only someone else may take it.
        InvalidInput: when a reason is missing.
    """
    held = lock(community, by=by)
    check_version(held, version)
    row = LIFECYCLE.check(step, held, hand_of(by, held), GUARDS, reason)
    if row.target == State.RETIRED:
        powers.give_up()  # no one facilitates a retired community, nor joins it
        _cancel_later(held)
    # Recorded first: once the community is retired, no one writes to it.
    record(held, StepKind(step), reason=reason, by=by)
    LIFECYCLE.advance(held, row)
    held.save()
    if step in WORTH_TELLING:
        emit(
            "communities.tell_step",
            key=f"communities.step:{held.pk}:{held.version}",
            payload={
                "community": str(held.pk),
                "version": held.version,
                "status": str(held.status),
                "by": by.user_id or 0,
            },
        )
    return held


def _cancel_later(held: Community) -> None:
    now = clock.now()
    for meeting in Meeting.objects.of_community(held.pk).ahead(now):
        if meeting.starts_at <= now or meeting.is_canceled:
            continue
        meeting.status, meeting.reason, meeting.changed_at = MeetingState.CANCELED, RETIRED, now
        meeting.version += 1
        meeting.save()
