"""The demonstration's feedback: six people take part virtually and answer, enough for results."""

from collections.abc import Iterator

from demo.actions import people
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import STAFF_ROLES
from summits.actions import feedback, invitations, registrations
from summits.enums import Attendance, Kind
from summits.enums.feedback import MIN_ANSWERS
from summits.models import Registration, Session, Summit

# What each of them answers: overall, useful, what they will use at home, and a comment.
ANSWERS = (
    (5, 5, "The one-page agenda for a weekly shooting review.", ""),
    (4, 5, "A shared list of crime guns.", "More time for questions, please."),
    (4, 4, "", "The rooms' names were hard to find."),
    (3, 4, "The host's on-call roster.", ""),
    (5, 4, "", ""),
    (4, 3, "The checklist for a listening session.", "Please send the slides."),
)
# On how many sessions everyone answers; the third has too few answers for results.
ANSWERED = 2


def join(summit: Summit, *, by: Actor) -> None:
    """Invite staff and providers, who register virtually.

    Arguments:
        summit: with open registration.
        by: the Program Manager, who acts.
    """
    for person in _guests():
        registration = invitations.invite(
            summit,
            kind=Kind.STAFF if person.staff_role else Kind.PROVIDER,
            name=person.name,
            email=person.email,
            site=None,
            by=by,
        )
        with people.ActingAs(person) as mine:
            mine_now = Registration.objects.select_related("summit").get(pk=registration.pk)
            registrations.accept(
                mine_now, attendance=Attendance.VIRTUAL, version=mine_now.version, by=mine
            )


def answer(summit: Summit) -> None:
    """Have everyone answer about the summit in its wrap-up and two sessions, and one person about a third."""
    sessions = list(Session.objects.of_summit(summit.pk).placed()[: ANSWERED + 1])
    for n, (person, said) in enumerate(zip(_guests(), ANSWERS, strict=True)):
        overall, useful, at_home, comment = said
        with people.ActingAs(person) as by:
            for each in (None, *sessions[:ANSWERED], *sessions[ANSWERED:] * (n == 0)):
                feedback.give(
                    summit,
                    session=each,
                    overall=overall,
                    useful=useful,
                    at_home=at_home,
                    comment=comment,
                    by=by,
                )


def _guests() -> Iterator[User]:
    """Yield the staff, and leads of organizations until there are enough for results and one more."""
    yield from (people.staff(role.slug) for role in STAFF_ROLES)
    leads = User.objects.filter(organization__is_demo=True, is_active=True).order_by("pk")
    yield from leads[: MIN_ANSWERS + 1 - len(STAFF_ROLES)]
