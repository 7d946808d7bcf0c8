"""A point of contact who uses a running portal's pages and resends a form until it is answered."""

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.parse import urlencode

GIVE_UP = 120.0


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        """Do not follow redirects: the redirect itself is the response to a form."""


@dataclass
class Contact:
    """Signs in and asks for help; records what was answered.

    Attributes:
        address: the portal's URL.
        answered: the page of each request that the portal confirmed, by title.
        again: how often a form was resent, because there was no response or an error.
    """

    address: str
    answered: dict[str, str] = field(default_factory=dict)
    again: int = 0

    def __post_init__(self) -> None:
        self.cookies = CookieJar()
        self.browser = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(self.cookies),
            _StayHere(),
        )

    def sign_in(self, email: str, password: str) -> None:
        """Sign in through the portal's own page."""
        self.browser.open(f"{self.address}/accounts/login/", timeout=60).close()
        self.send("/accounts/login/", {"login": email, "password": password})

    def ask(self, title: str, *, nonce: str) -> None:
        """Send one expedited request; the nonce makes a second sending the same request."""
        form = {
            "nonce": nonce,
            "then": "submit",
            "title": title,
            "core_area": "gun-violence",
            "problem": "Three lists are kept and nobody sees all of them.",
            "desired_change": "One list.",
            "kind": "technical-assistance",
            "urgency": "expedited",
            "delivery_mode": "either",
            "site": "example-city-ex",
        }
        self.answered[title] = self.send("/requests/new/", form)

    def send(self, path: str, form: dict[str, str]) -> str:
        """Post a form until it redirects, and return the redirect's target.

        Raises:
            AssertionError: when the form is refused, or there is no response for a long time.
        """
        ends = time.monotonic() + GIVE_UP
        while time.monotonic() < ends:
            try:
                return self._post(path, form)
            except (OSError, http.client.HTTPException):
                self.again += 1
                time.sleep(0.3)
        raise AssertionError(f"{path} was not answered for {GIVE_UP:g} s")

    def _post(self, path: str, form: dict[str, str]) -> str:
        token = next(each.value for each in self.cookies if each.name == "csrftoken")
        body = urlencode({**form, "csrfmiddlewaretoken": token}).encode()
        try:
            answer = self.browser.open(f"{self.address}{path}", body, timeout=30)
        except urllib.error.HTTPError as error:
            if error.code in {302, 303}:
                return str(error.headers["Location"])
            if error.code >= 500:
                raise
            raise AssertionError(f"{path} answered {error.code}: {error.read()[:2000]!r}") from None
        raise AssertionError(f"{path} answered {answer.status} instead of a redirect")
