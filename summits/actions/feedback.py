"""Answer the feedback form about a session or a whole summit, and change the answer."""

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.versions import check_version
from summits import policies
from summits.errors import FeedbackClosed, FormNotOffered, NotAttended
from summits.models import Feedback, Session, Summit
from summits.querysets import notices
from summits.querysets.feedback import attended


@atomic_savepoint
def give(
    summit: Summit,
    *,
    session: Session | None = None,
    overall: int,
    useful: int,
    at_home: str = "",
    comment: str = "",
    version: int | str | None = None,
    by: Actor,
) -> Feedback:
    """Save a person's answers on a session, or on the whole summit; there is one answer each, which can be changed.

    Arguments:
        session: a session of the summit that has ended; the whole summit without one.
        overall: how it was, from 1 to 5.
        useful: how useful it was, from 1 to 5.
        at_home: what the person will use at home.
        version: of the answer to change; unused for the first one.

    Raises:
        NotAttended: when the actor was neither checked in nor registered virtually.
        FeedbackClosed: before the session's end or the wrap-up, and once the summit is archived.
        FormNotOffered: when the form has no valid OMB control number.
        StaleEdit: when the answer was changed in another window.
    """
    registration = attended(by, summit.pk)
    if registration is None or by.user_id is None:
        raise NotAttended
    if not policies.takes_feedback(summit, session):
        raise FeedbackClosed
    if notices.notice_of(notices.FEEDBACK) is None:
        raise FormNotOffered
    now = clock.now()
    values = {
        "overall": overall,
        "useful": useful,
        "at_home": at_home.strip(),
        "comment": comment.strip(),
        "changed_at": now,
    }
    known = {"site_id": registration.site_id, "registration": registration, "made_at": now}
    found, is_new = Feedback.objects.get_or_create(
        summit=summit, session=session, person_id=by.user_id, defaults=known | values
    )
    return found if is_new else _change(found, values, version=version, by=by)


def _change(
    found: Feedback, values: dict[str, object], *, version: int | str | None, by: Actor
) -> Feedback:
    rows: QuerySet[Feedback, Feedback] = Feedback.objects.visible_to(by)
    held = locks.hold(rows, found.pk, refusal=NotAttended)
    # The form of a first answer has none: it was opened before the answer that is there.
    check_version(held, version or 0)
    for name, value in values.items():
        setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[*values, "version"])
    return held
