"""Chromium's own virtual authenticator: a device with passkeys, asked for nothing by anybody."""

from dataclasses import dataclass
from typing import Any, Self

from playwright.sync_api import CDPSession, Page


@dataclass
class Device:
    """A device that is plugged into one page's browser.

    Attributes:
        session: the page's developer protocol.
        name: the device's id in it.
    """

    session: CDPSession
    name: str

    @classmethod
    def plugged_into(cls, page: Page, *, verifies: bool = True) -> Self:
        """Plug one in that keeps passkeys, and does or does not check who holds it."""
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": verifies,
            "automaticPresenceSimulation": True,
        }
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return cls(session, str(made["authenticatorId"]))

    def verifies(self, *, user: bool) -> None:
        """From now on, check or fail to check who holds it."""
        self._send("setUserVerified", isUserVerified=user)

    def passkeys(self) -> list[dict[str, Any]]:
        """What it keeps."""
        return list(self._send("getCredentials")["credentials"])

    def _send(self, method: str, **values: Any) -> Any:
        return self.session.send(f"WebAuthn.{method}", {"authenticatorId": self.name, **values})
