"""Rows that a page makes dozens of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True)
def row(*, kw_only: bool = False) -> Callable[[type[Made]], type[Made]]:
    """Make a class of rows, a dataclass that type checkers take for frozen.

    Freezing is left out at run time, where it makes a row of 14 fields take seven times as long. So a row can't be a key.

    Arguments:
        kw_only: whether its fields are given by name.
    """
    return dataclass(slots=True, kw_only=kw_only)
