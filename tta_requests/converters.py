"""How a request's number stands in an address."""


class RequestNumber:
    """A request's number in an address, such as PSP-2026-0042."""

    regex = r"PSP-\d{4}-\d{1,9}"

    def to_python(self, value: str) -> str:
        """Return the request number unchanged."""
        return value

    def to_url(self, value: str) -> str:
        """Return the request number unchanged."""
        return value
