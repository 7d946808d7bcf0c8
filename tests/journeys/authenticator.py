"""Chromium's virtual authenticator: a device with passkeys that answers without a prompt."""

from dataclasses import dataclass
from typing import Any, Self

from playwright.sync_api import CDPSession, Page


@dataclass
class Device:
    """A device attached to one page's browser.

    Attributes:
        session: the page's developer protocol.
        name: the device's id in it.
    """

    session: CDPSession
    name: str

    @classmethod
    def plugged_into(cls, page: Page, *, verifies: bool = True) -> Self:
        """Attach a device that stores passkeys, and does or does not verify the user."""
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
        """Set whether the device verifies the user from now on."""
        self._send("setUserVerified", isUserVerified=user)

    def passkeys(self) -> list[dict[str, Any]]:
        """Return the passkeys on the device."""
        return list(self._send("getCredentials")["credentials"])

    def _send(self, method: str, **values: Any) -> Any:
        return self.session.send(f"WebAuthn.{method}", {"authenticatorId": self.name, **values})
