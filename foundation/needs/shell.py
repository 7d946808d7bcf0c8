"""What the page's shell asks of this room."""

from django.http import HttpRequest

from foundation.needs.reading import rows_on


def needs_count(request: HttpRequest) -> int:
    """Count what needs the reader."""
    return len(rows_on(request))
