"""Start-up check: every lifecycle's guards and permissions exist."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from foundation.workflow.lifecycle import lifecycles


@register("workflow")
def lifecycles_are_whole(**_: Any) -> list[CheckMessage]:
    """Report lifecycles that name a missing function, which would fail only when used."""
    return [
        Error(problem, id="workflow.E001") for each in lifecycles() for problem in each.problems()
    ]
