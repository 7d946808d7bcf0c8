"""The steps of a lifecycle that a page offers its reader."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse

from foundation.workflow.transition import Transition


class OpenStep(NamedTuple):
    """A step that the reader's role includes.

    Attributes:
        label: what it is called.
        href: its page.
        refusal: what it waits for; empty for one that can be taken now.
    """

    label: str
    href: str
    refusal: str


def open_steps(
    offered: Iterable[tuple[Transition, str]], address: str, key: object
) -> list[OpenStep]:
    """Return the steps that a policy offers, for ``{% step_list %}``.

    Arguments:
        offered: each step with its refusal, or "".
        address: the name of a step's URL with ``{}`` for the step's own name, such as ``summits:{}``.
        key: the one argument of these URLs.
    """
    return [
        OpenStep(row.words, reverse(address.format(row.name), args=[key]), refusal)
        for row, refusal in offered
    ]
