"""A passkey without a browser: it signs the portal's challenges, honestly or not."""

import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Passkey:
    """One credential on one device.

    Attributes:
        origin: the origin of the page that opened the dialog.
        host: the relying party it was made for.
        verified: whether the device verified its user.
    """

    origin: str
    host: str = "localhost"
    verified: bool = True
    name: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    owner: str = ""

    def made(self, options: dict[str, Any], **more: Any) -> str:
        """Answer a registration; ``more`` adds values that a browser would never send."""
        public = options["publicKey"]
        self.owner = public["user"]["id"]
        cose = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        attested = bytes(16) + len(self.name).to_bytes(2, "big") + self.name + cose
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + attested}
        parts = {
            "clientDataJSON": self._client("webauthn.create", public["challenge"]),
            "attestationObject": cbor.encode(attestation),
        }
        return self._answer(parts, more)

    def signed(self, options: dict[str, Any], **more: Any) -> str:
        """Answer a sign-in."""
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        data = self._data()
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        parts = {
            "clientDataJSON": client,
            "authenticatorData": data,
            "signature": signature,
            "userHandle": websafe_decode(self.owner),
        }
        return self._answer(parts, more)

    def _data(self, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verified else 0)
        return sha256(self.host.encode()).digest() + bytes([flags]) + bytes(4)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps(
            {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        ).encode()

    def _answer(self, parts: dict[str, bytes], more: dict[str, Any]) -> str:
        name = websafe_encode(self.name)
        response = {part: websafe_encode(value) for part, value in parts.items()}
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": response, **more}
        )
