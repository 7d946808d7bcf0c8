"""Answer the feedback form about a session or a whole summit, and change the answer."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.versions import check_version
from summits import policies
from summits.errors import FeedbackClosed, FormNotOffered, NotAttended
from summits.models import Feedback, Registration, Session, Summit
from summits.querysets import notices
from summits.querysets.feedback import attended, guest_attended


def ask(summit: Summit) -> set[int]:
    """Ask everyone who was at a summit how it was: queue the mail of guests, and return the people to notify.

    Nobody is asked while the form has no valid OMB control number, or once the wrap-up is over.
    """
    if notices.notice_of(notices.FEEDBACK) is None or not policies.takes_feedback(summit):
        return set()
    came = list(Registration.objects.of_summit(summit.pk).attended())
    for each in came:
        if each.person_id is None:
            emit(
                "summits.mail_feedback",
                key=f"summits.mail_feedback:{each.pk}",
                payload={"registration": str(each.pk), "version": each.version},
            )
    return {each.person_id for each in came if each.person_id is not None}


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
    mine = {"summit": summit, "session": session, "person_id": by.user_id}
    answers = {"overall": overall, "useful": useful, "at_home": at_home, "comment": comment}
    return _save(registration, mine, answers, version=version, by=by)


@atomic_savepoint
def give_as_guest(
    registration: Registration,
    *,
    overall: int,
    useful: int,
    at_home: str = "",
    comment: str = "",
    version: int | str | None = None,
    by: Actor,
) -> Feedback:
    """Save the answers of a guest without an account on the whole summit, as ``give`` does a person's.

    Arguments:
        by: the job that reads the guest's link.

    Raises:
        NotAttended, FeedbackClosed, FormNotOffered, StaleEdit: as ``give``.
    """
    if not guest_attended(registration):
        raise NotAttended
    if not policies.takes_feedback(registration.summit):
        raise FeedbackClosed
    mine = {
        "summit": registration.summit,
        "session": None,
        "person": None,
        "registration": registration,
    }
    answers = {"overall": overall, "useful": useful, "at_home": at_home, "comment": comment}
    return _save(registration, mine, answers, version=version, by=by)


def _save(
    registration: Registration,
    mine: Mapping[str, Any],
    answers: Mapping[str, Any],
    *,
    version: int | str | None,
    by: Actor,
) -> Feedback:
    """Save the first answers, or change the ones that are there.

    Arguments:
        mine: what tells one person's answers on one thing from all others.
    """
    if notices.notice_of(notices.FEEDBACK) is None:
        raise FormNotOffered
    now = clock.now()
    values = {
        name: each.strip() if isinstance(each, str) else each for name, each in answers.items()
    }
    values["changed_at"] = now
    known = {"site_id": registration.site_id, "registration": registration, "made_at": now}
    found, is_new = Feedback.objects.get_or_create(**mine, defaults=known | values)
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
