"""The context processor of the shell: makes one lazy object, runs no query."""

from django.http import HttpRequest

from foundation.ui.shell import Shell


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Put ``shell`` into every template's context."""
    return {"shell": Shell(request)}
