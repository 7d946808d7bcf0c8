"""The context processor of the page layout: it creates one lazy object and runs no query."""

from django.http import HttpRequest

from foundation.ui.shell import Shell


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Add ``shell`` to every template's context."""
    return {"shell": Shell(request)}
