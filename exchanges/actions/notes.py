"""Write a site's own notes on an exchange, and remove one's own."""

from exchanges import policies
from exchanges.enums import Side
from exchanges.errors import NotYourExchange, NotYourNote
from exchanges.models import PeerExchange, SiteNote
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint


@atomic_savepoint
def write(exchange: PeerExchange, *, side: Side, text: str, by: Actor) -> SiteNote:
    """Write a note for the people of one of the sites; the other site never sees it.

    Arguments:
        side: one for which the actor works on the exchange. Notes are written in every state.

    Raises:
        NotYourExchange: when the actor doesn't work on it for that site.
    """
    site = exchange.site_of(side)
    if by.user_id is None or not policies.can_write_note(by, site.pk):
        raise NotYourExchange
    return SiteNote.objects.create(
        site=site, exchange=exchange, text=text.strip(), author_id=by.user_id, made_at=clock.now()
    )


@atomic_savepoint
def remove(note: SiteNote, *, by: Actor) -> None:
    """Remove a note of one's own; it stays in the history.

    Raises:
        NotYourNote: when the actor did not write it.
    """
    if note.author_id != by.user_id:
        raise NotYourNote
    SiteNote.objects.visible_to(by).filter(pk=note.pk).delete()
