"""Change a speaker of a summit, and remove one who speaks in no session."""

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.tenancy import powers
from foundation.tenancy.context import atomic_savepoint, powers_of
from foundation.workflow.errors import NotFound
from foundation.workflow.versions import check_version
from summits.actions.names import named, titles_of
from summits.actions.steps import held_for_work
from summits.enums import GrantRole
from summits.errors import NoSpeakersAccount, SpeakerInUse
from summits.models import Grant, Session, Speaker, Summit

# Organizers don't read who has which role at their summit.
JOB = "system:summits"


@atomic_savepoint
def change(
    speaker: Speaker,
    *,
    version: int | str | None,
    name: str,
    position: str = "",
    biography: str = "",
    email: str = "",
    by: Actor,
) -> Speaker:
    """Change a speaker's name, position, and biography, and the account that may add to the speaker's sessions.

    Raises:
        NotYourSummit: when the actor does not organize the summit.
        NotFound: when someone removed the speaker.
        StaleEdit: when someone changed it since.
        NameTaken: when the summit has another speaker of that name.
        NoSpeakersAccount: when no account with the speaker role has the address.
    """
    held = _held(speaker, version=version, by=by)
    is_same = held.person is not None and held.person.email.lower() == email.strip().lower()
    if not is_same:
        if held.person_id == by.user_id:
            powers.give_up()
        held.person = account_of(held.summit, email)
    held.name, held.position, held.biography = name, position, biography.strip()
    held.version += 1
    named(held.save)
    return held


@atomic_savepoint
def remove(speaker: Speaker, *, version: int | str | None, by: Actor) -> None:
    """Remove a speaker whom no session names; the history stays.

    Raises:
        NotYourSummit: when the actor does not organize the summit.
        NotFound: when someone removed the speaker.
        StaleEdit: when someone changed it since.
        SpeakerInUse: when sessions name the speaker; the sentence names them.
    """
    held = _held(speaker, version=version, by=by)
    there = Session.objects.with_speaker(held)
    if there:
        said = f"{held.name} speaks in {titles_of(there)}. Take the speaker off them first."
        raise SpeakerInUse(said)
    held.delete()


def account_of(summit: Summit, email: str) -> User | None:
    """Return the account with that address and the speaker role at the summit; None without an address.

    Raises:
        NoSpeakersAccount: when there is none.
    """
    if not email.strip():
        return None
    with powers_of(JOB):
        people = Grant.objects.of_summit(summit.pk).live(clock.now()).with_role(GrantRole.SPEAKER)
        found = User.objects.filter(pk__in=people.people(), email__iexact=email.strip()).first()
    if found is None:
        raise NoSpeakersAccount(field="email")
    return found


def _held(speaker: Speaker, *, version: int | str | None, by: Actor) -> Speaker:
    """Hold a speaker behind its summit, which is locked first."""
    held_for_work(speaker.summit, by=by)
    rows = Speaker.objects.select_related("summit", "person")
    held: Speaker | None = rows.filter(pk=speaker.pk).first()
    if held is None:
        raise NotFound
    check_version(held, version)
    return held
