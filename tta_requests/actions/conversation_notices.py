"""Tell those who take part in a request's conversation: a number and a link, never the text."""

from foundation.calendars import clock
from foundation.notifications import notify
from foundation.notifications.notices import Due
from tta_requests.actions import gates
from tta_requests.actions.notifications import tell, weight_of
from tta_requests.actions.recipients import contacts, coordinators, liaisons, people_of, readers
from tta_requests.enums import MessageAudience
from tta_requests.models import Attachment, Entry, Share


def announce_message(said: Entry) -> set[int]:
    """Those who take part in the thread hear that there is something new; return who they are."""
    tta_request = said.request
    told = coordinators(tta_request)
    if said.audience == MessageAudience.SHARED:
        told |= contacts(tta_request.site) | liaisons(tta_request.site)
    tell(
        tta_request,
        "message",
        f"message:{said.pk}",
        told - {said.author_id},
        "read the new message",
    )
    if said.audience == MessageAudience.SHARED:
        _tell_colleagues(said)
    return told


def _tell_colleagues(said: Entry) -> None:
    """Return the offices brought into the conversation; of a federal item none, because they no longer read it."""
    tta_request = said.request
    offices = Share.objects.of_request(tta_request.pk).for_talk().live(clock.now())
    people = {who for share in offices for who in people_of(share.organization_id)}
    notify.send(
        "message",
        Due(
            key=f"comment:{said.pk}",
            recipients=readers(tta_request, people - {said.author_id}),
            gate=gates.READ(tta_request.pk),
            number=tta_request.number,
            action="read the new message",
            url=tta_request.get_absolute_url(),
            why="You were invited to this conversation.",
            weight=weight_of(tta_request),
        ),
    )


def announce_file(kept: Attachment) -> None:
    """Those who take part hear that there is a new file, never what it is called."""
    if kept.removed_at:
        return
    tta_request = kept.request
    told = coordinators(tta_request)
    if kept.audience == MessageAudience.SHARED:
        told |= contacts(tta_request.site) | liaisons(tta_request.site)
    tell(tta_request, "file", f"file:{kept.pk}", told - {kept.uploaded_by_id}, "see the new file")
