"""Limits on guessing a secret: each try is counted before the check, outside the transaction.

A known device has its own budget, so that guesses from elsewhere never lock its person out. All
other devices share three: for the account from one network, for the network, and for the account
from anywhere. ``SIGN_IN_LIMITS`` says how many failures each allows. The account is counted as
typed, whether it exists or not: a made-up address is refused after the same number of tries and in
the same words.
"""

import hashlib
import math
import time
from dataclasses import dataclass
from enum import StrEnum

from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from foundation.accounts import devices
from foundation.accounts.models import KnownDevice
from foundation.audit.enums import Kind
from foundation.audit.origin import client_ip, network_of
from foundation.audit.record import record_anyway
from foundation.calendars import clock
from foundation.ui.pages import error_page

DAY = 24 * 60 * 60


class Secret(StrEnum):
    """A kind of secret whose guesses are limited."""

    PASSWORD = "password"  # noqa: S105 -- the name of a kind
    CODE = "code"


PASSWORD, CODE = Secret.PASSWORD, Secret.CODE
# Names in SIGN_IN_LIMITS. The counters of failures in a row have no window: a success resets them.
ACCOUNT_NETWORK, NETWORK, ACCOUNT, DEVICE = "account-network", "network", "account", "device"
ACCOUNT_ROW, DEVICE_ROW = "account-in-a-row", "device-in-a-row"
IN_A_ROW = frozenset({ACCOUNT_ROW, DEVICE_ROW})


@dataclass(frozen=True, slots=True)
class Counter:
    """One counter in the cache, and its maximum."""

    name: str
    key: str
    most: int
    seconds: int

    @classmethod
    def of(cls, secret: Secret, name: str, *subject: str) -> "Counter":
        """Return the counter of a subject at this moment."""
        most, seconds = settings.SIGN_IN_LIMITS[name]
        who = hashlib.sha256("\n".join(subject).encode()).hexdigest()
        window = "row" if name in IN_A_ROW else str(int(time.time()) // seconds)
        return cls(name, f"tries:{secret}:{name}:{who}:{window}", most, seconds)

    @property
    def wait(self) -> int:
        """Minutes until the window ends; 0 where only a success resets the counter."""
        if self.name in IN_A_ROW:
            return 0
        return math.ceil((self.seconds - time.time() % self.seconds) / 60)

    def add(self) -> bool:
        """Count one try; return False if it exceeds the maximum."""
        cache.add(self.key, 0, self.seconds)
        return self._move(1) <= self.most

    def take_back(self) -> None:
        """Lower a counter by one."""
        self._move(-1)

    def clear(self) -> None:
        """Reset a counter to zero."""
        cache.delete(self.key)

    def is_first_refusal(self) -> bool:
        """Return whether this is the first refusal in this window."""
        seconds = DAY if self.name in IN_A_ROW else self.seconds
        return bool(cache.add(f"{self.key}:told", 1, seconds))

    def _move(self, delta: int) -> int:
        try:
            return int(cache.incr(self.key, delta))
        except ValueError:  # the window just ended
            return max(delta, 0)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try that was counted."""

    ends: tuple[Counter, ...]
    borrowed: tuple[Counter, ...] = ()

    def succeeded(self) -> None:
        """Reset the account's counters after a right answer; take this try off the network's."""
        for counter in self.ends:
            counter.clear()
        for counter in self.borrowed:
            counter.take_back()


def begin(request: HttpRequest, secret: Secret, account: str) -> Attempt:
    """Count a try before it is checked.

    Arguments:
        request: the HTTP request that tries.
        secret: the kind of secret.
        account: the email address of the account, as typed.

    Raises:
        ImmediateHttpResponse: with a page that says what to do, after too many tries.
    """
    account = account.strip().lower()
    known = _known_device(request, secret, account)
    row = Counter.of(secret, ACCOUNT_ROW, account)
    if known:
        counters = [Counter.of(secret, name, account, known) for name in (DEVICE, DEVICE_ROW)]
        attempt = Attempt(ends=(*counters, row))
    else:
        place = network_of(client_ip(request))
        network = Counter.of(secret, NETWORK, place)
        mine = (
            Counter.of(secret, ACCOUNT_NETWORK, account, place),
            Counter.of(secret, ACCOUNT, account),
            row,
        )
        counters = [*mine, network]
        attempt = Attempt(ends=mine, borrowed=(network,))
    for number, counter in enumerate(counters):
        if not counter.add():
            for counted in counters[: number + 1]:
                counted.take_back()
            raise ImmediateHttpResponse(_refuse(request, secret, account, counter))
    return attempt


def forgive(request: HttpRequest, account: str, device: str) -> None:
    """Forget the wrong passwords of an account whose person has set a new password by a link.

    Arguments:
        request: the HTTP request that set it.
        account: the email address of the account.
        device: the digest of the request's browser.
    """
    account = account.lower()
    network = network_of(client_ip(request))
    for name, *further in (
        (ACCOUNT_NETWORK, network),
        (ACCOUNT,),
        (ACCOUNT_ROW,),
        (DEVICE, device),
        (DEVICE_ROW, device),
    ):
        Counter.of(PASSWORD, name, account, *further).clear()


def forgive_codes(account: str) -> None:
    """Forget the wrong codes of an account whose second factor an administrator has removed."""
    for name in (ACCOUNT, ACCOUNT_ROW):
        Counter.of(CODE, name, account.lower()).clear()


def may_mail_link(email: str) -> bool:
    """Return whether another link to set a password may be mailed to an address.

    The window is as long as a link is valid: when this returns False, a link already in the mailbox
    still works.
    """
    seconds = settings.PASSWORD_RESET_TIMEOUT
    who = hashlib.sha256(email.strip().lower().encode()).hexdigest()
    key = f"links:{who}:{int(time.time()) // seconds}"
    return Counter("links", key, settings.PASSWORD_LINKS_AN_HOUR, seconds).add()


def may_send(name: str, subject: str) -> bool:
    """Return whether a public form may mail one more link, or take one more file; each call counts.

    Arguments:
        name: a limit of ``PUBLIC_FORM_LIMITS``.
        subject: what is counted: an email address, the network of a visitor, or an application's key.
    """
    most, seconds = settings.PUBLIC_FORM_LIMITS[name]
    who = hashlib.sha256(subject.encode()).hexdigest()
    key = f"public-form:{name}:{who}:{int(time.time()) // seconds}"
    return Counter(name, key, most, seconds).add()


def _known_device(request: HttpRequest, secret: Secret, account: str) -> str:
    """Return the digest of the device if the account knows it.

    A device that only used a link to set a password has proved access to the mailbox: for codes it
    counts as unknown.
    """
    digest = devices.digest_of(request)
    if not digest:
        return ""
    since = clock.now() - devices.LIFE
    device = KnownDevice.objects.known_to(account, digest, since=since).first()
    if device is None or (secret == CODE and not device.signed_in):
        return ""
    return digest


def _refuse(request: HttpRequest, secret: Secret, account: str, counter: Counter) -> HttpResponse:
    if counter.is_first_refusal():
        detail = {"secret": str(secret), "limit": counter.name, "email": account[:254]}
        record_anyway(Kind.SIGN_IN_LIMITED, user_id=None, request=request, detail=detail)
    context = {"wait": counter.wait, "is_code": secret == CODE}
    response = error_page("account/limited.html", context, status=429)
    if counter.wait:
        response.headers["Retry-After"] = str(counter.wait * 60)
    return response
