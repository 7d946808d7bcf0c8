"""The demonstration's speaker with an account: a contact who wrote a biography and described a session."""

from demo.actions import people
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from summits.actions import grants, speakers, speaking
from summits.enums import Equipment, GrantRole
from summits.models import Session, Speaker, Summit


def prepare(summit: Summit, person: User, *, by: Actor) -> None:
    """Give a person the speaker role, name them as the first speaker, and have them describe their sessions.

    Arguments:
        summit: with open registration, whose agenda isn't locked.
        by: the Program Manager, who acts.
    """
    grants.give(summit, email=person.email, role=GrantRole.SPEAKER, by=by)
    first = Speaker.objects.of_summit(summit.pk).select_related("summit")[0]
    named = speakers.change(
        first, version=first.version, name=first.name, email=person.email, by=by
    )
    with people.ActingAs(person) as mine:
        speaking.change_profile(
            named,
            position="Law enforcement (demonstration)",
            biography="Led the weekly shooting review of Example Harbor for four years (demonstration).",
            version=named.version,
            by=mine,
        )
        own = Session.objects.of_summit(summit.pk).spoken_by(person.pk).select_related("summit")
        for session in own:
            speaking.describe(
                session,
                text="What we tried, what lasted, and what we would leave out (demonstration).",
                needs=[Equipment.PROJECTOR],
                version=session.version,
                by=mine,
            )
