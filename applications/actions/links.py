"""Links that open one application without an account: signed, short-lived, and ended by their row."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.conf import settings

from applications import querysets
from applications.enums import Status
from applications.errors import LinkClosed, TooManyLinks
from applications.models import Application, DraftLink, Round
from foundation.accounts.actors import Actor
from foundation.accounts.limits import may_send
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import acting, atomic_savepoint
from foundation.workflow.signed_links import SignedLinks

LINKS = SignedLinks("applications.links")
# The job that starts drafts, and sends and ends links. It writes no answer.
STARTS = "system:applications"


@atomic_savepoint
def start(email: str, *, network: str, is_trap_filled: bool = False) -> None:
    """Start a draft for an email address, or find the application it has, and mail a link to it.

    The answer is the same for every address, so that nobody learns who applies. While no round is open, or the form
    has no valid OMB control number, only addresses with an application get a link.

    Arguments:
        email: where the link goes.
        network: the network of the visitor, for the limit.
        is_trap_filled: whether a field was filled in that people don't see. Then nothing is started or mailed: a
            mark on the draft would let a stranger bury the application of an address that isn't theirs.

    Raises:
        TooManyLinks: when the address or the network asked for many links within an hour.
    """
    _count(network=network, email=email)
    if is_trap_filled:
        return
    address = email.strip().lower()
    found = querysets.open_round() if querysets.notice_of_form() else None
    with acting(STARTS):
        mine = Application.objects.of_contact(address).kept().first()
        if found and (mine is None or not _counts_in(mine, found)):
            mine = Application.objects.create(
                round=found,
                contact_email=address,
                started_at=clock.now(),
            )
        if mine:
            _send(mine.pk)


@atomic_savepoint
def renew(token: str, *, network: str) -> None:
    """Mail a new link to the address of an application; the links before it end.

    Raises:
        LinkClosed: when the link is no good.
        TooManyLinks: as ``start``.
    """
    found = read(token)
    _count(network=network, email=found.contact_email)
    with acting(STARTS):
        _revoke(found.pk)
        _send(found.pk)


@atomic_savepoint
def revoke(token: str) -> None:
    """End every link of an application. The Apply page mails a new one to its address.

    Raises:
        LinkClosed: when the link is no good.
    """
    found = read(token)
    with acting(STARTS):
        _revoke(found.pk)


def read(token: str) -> Application:
    """Return the application that a link opens.

    Raises:
        LinkClosed: when the link was damaged, has expired, or was ended.
    """
    with applicant(token) as (_by, link):
        found = Application.objects.of_link(link, clock.now()).select_related("round").first()
    if found is None:
        raise LinkClosed
    return found


@contextmanager
def applicant(token: str) -> Iterator[tuple[Actor, UUID]]:
    """Act as the person with a link: the database then shows the link's application only.

    Raises:
        LinkClosed: when the link was damaged or made up.
    """
    link = LINKS.read(token)
    if link is None:
        raise LinkClosed
    by = Actor.system(f"applicant:{link}")
    with acting(by.principal):
        yield by, link


def token_of(link: DraftLink) -> str:
    """Return the signed part of a link's address; it is stored nowhere."""
    return LINKS.token_of(link.pk)


def _counts_in(mine: Application, found: Round) -> bool:
    """Return whether an application is of the round, or kept for it."""
    return mine.round_id == found.pk or mine.status == Status.DEFERRED


def _send(application: UUID) -> None:
    now = clock.now()
    link = DraftLink.objects.create(
        application_id=application,
        made_at=now,
        expires_at=now + timedelta(days=settings.APPLICATION_LINK_DAYS),
    )
    emit(
        "applications.mail_link", key=f"applications.link:{link.pk}", payload={"link": str(link.pk)}
    )


def _revoke(application: UUID) -> None:
    DraftLink.objects.filter(application_id=application, revoked_at=None).update(
        revoked_at=clock.now()
    )


def _count(*, network: str, email: str) -> None:
    if not (may_send("network", network) and may_send("email", email.strip().lower())):
        raise TooManyLinks
