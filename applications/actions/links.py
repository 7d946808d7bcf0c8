"""Links that open one application without an account: signed, short-lived, and ended by their row."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError

from applications import querysets
from applications.actions import draft_links
from applications.actions.deadlines import plan_reminders
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
# How many of an address's applications get a link at once, the newest ones.
MAX_LINKS = 5


@atomic_savepoint
def start(
    email: str, *, network: str, is_another: bool = False, is_trap_filled: bool = False
) -> None:
    """Mail an email address a link to each application it has; start a draft if it has none, or asks for another.

    An address writes one draft at a time in a round: while it has one, another isn't started. The answer is the same for every address, so that nobody learns who applies. While no round is open, or the form
    has no valid OMB control number, only addresses with an application get a link.

    Arguments:
        email: where the link goes.
        network: the network of the visitor, for the limit.
        is_another: whether to start a new application in addition to those the address has.
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
        mine = Application.objects.of_contact(address)
        if found and (is_another or not mine.exists()):
            _begin(found, address)
        for each in reversed(mine[:MAX_LINKS]):
            _send(each.pk)


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


def _begin(found: Round, address: str) -> None:
    """Start a draft, unless the address has one: perhaps since a moment ago, on another device."""
    try:
        with atomic_savepoint:
            made = Application.objects.create(
                round=found, contact_email=address, started_at=clock.now()
            )
            plan_reminders(found, [made])
    except IntegrityError as error:
        if "an_address_writes_one_draft_at_a_time" not in str(error):
            raise


def _send(application: UUID) -> None:
    link = draft_links.make(application)
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
