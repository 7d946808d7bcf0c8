"""Links that open one record without signing in: a signed key in the address, which nobody can make up."""

from dataclasses import dataclass
from uuid import UUID

from django.core.signing import BadSignature, Signer


@dataclass(frozen=True, slots=True)
class SignedLinks:
    """The links of one purpose; those of another purpose open nothing here.

    Arguments:
        salt: the purpose's name; changing it ends every link that was sent.
    """

    salt: str

    def token_of(self, pk: UUID) -> str:
        """Return the word that stands for a record in an address."""
        return Signer(salt=self.salt).sign(pk.hex).replace(":", "~")

    def read(self, token: str) -> UUID | None:
        """Return the key a word stands for; None when it was damaged or made up."""
        try:
            return UUID(Signer(salt=self.salt).unsign(token.replace("~", ":")))
        except (BadSignature, ValueError):
            return None
