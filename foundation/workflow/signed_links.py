"""Links that open one record without signing in, by a signed key that can't be forged."""

from dataclasses import dataclass
from uuid import UUID

from django.core.signing import BadSignature, Signer


@dataclass(frozen=True, slots=True)
class SignedLinks:
    """The links of one purpose; they are not valid for another purpose.

    Arguments:
        salt: the purpose's name; changing it invalidates every link that was sent.
    """

    salt: str

    def token_of(self, pk: UUID) -> str:
        """Return the token that names a record in a URL."""
        return Signer(salt=self.salt).sign(pk.hex).replace(":", "~")

    def read(self, token: str) -> UUID | None:
        """Return the key that a token names; None if it was damaged or made up."""
        try:
            return UUID(Signer(salt=self.salt).unsign(token.replace("~", ":")))
        except (BadSignature, ValueError):
            return None
