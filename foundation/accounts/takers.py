"""Ask who takes what a leaver holds: a choice for each thing, or for a site's things of a kind."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms

from foundation.accounts.holdings import Heir, Held
from foundation.ui import wording

# More choices than these make a page that no one finishes; the rest goes to the defaults.
MAX_ASKED = 40
PREFIX = "take-"


@dataclass(frozen=True, slots=True)
class Parcel:
    """Things that go to one person together.

    Attributes:
        name: what its field is called.
        label: the label of its field.
        hint: the hint of its field.
        things: what is in it.
    """

    name: str
    label: str
    hint: str
    things: tuple[Held, ...]

    @property
    def heirs(self) -> list[Heir]:
        """Those who can take every thing in it, in the order of the first."""
        rest = [set(each.heirs) for each in self.things[1:]]
        return [heir for heir in self.things[0].heirs if all(heir in able for able in rest)]

    @property
    def defaults(self) -> list[Heir]:
        """Those to whom its things go by default, without duplicates."""
        return list(dict.fromkeys(each.heirs[0] for each in self.things))


def singly(held: Iterable[Held]) -> list[Parcel]:
    """Return a parcel for each thing that somebody has to take, with its title where the reader may read it."""
    return [
        Parcel(
            name=f"{PREFIX}{each.name}",
            label=f"{_capital(each.noun)}: {each.title}" if each.title else _capital(each.noun),
            hint=each.number or "You don't have access to this item.",
            things=(each,),
        )
        for each in held
        if each.heirs
    ]


def by_site(held: Iterable[Held]) -> list[Parcel]:
    """Return a parcel for each site's things of a kind, with their number and without a title."""
    asked = sorted((each for each in held if each.heirs), key=lambda each: (each.site, each.kind))
    parcels = []
    for (site, kind), group in groupby(asked, key=lambda each: (each.site, each.kind)):
        things = tuple(group)
        label = f"{site}: {wording.counted(len(things), things[0].noun)}"
        parcels.append(Parcel(f"{PREFIX}{kind}-{site}", label, "", things))
    return parcels


class _TakerField(forms.ChoiceField):
    """The person who takes something: somebody always does, and one who isn't chosen is the default."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value)) if value else ""


class TakersForm(forms.Form):
    """The people who take what somebody holds, with the default of each preselected."""

    # The browser must not refuse the empty choice, which leaves each thing to its usual person.
    use_required_attribute = False

    def __init__(self, *args: Any, parcels: Sequence[Parcel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parcels = list(parcels[:MAX_ASKED])
        self.left_out = len(parcels) - len(self.parcels)
        for parcel in self.parcels:
            first = parcel.defaults
            self.fields[parcel.name] = _TakerField(
                label=parcel.label,
                help_text=parcel.hint,
                choices=_choices(parcel),
                initial=str(first[0].user_id or "") if len(first) == 1 else "",
                error_messages={"invalid_choice": "Choose someone who can still take this."},
            )

    @property
    def takes(self) -> dict[str, int]:
        """Who takes which thing, by ``Held.name``; what is left out goes to its default."""
        return {
            each.name: int(chosen)
            for parcel in self.parcels
            if (chosen := self.cleaned_data.get(parcel.name))
            for each in parcel.things
        }


def settled(held: Iterable[Held], *, with_sites: bool = False) -> list[str]:
    """Return a line on what nobody has to take: how many, and what happens to them."""
    lines = Counter(
        (each.site if with_sites else "", each.noun, each.fate) for each in held if not each.heirs
    )
    return [
        f"{f'{site}: ' if site else ''}{wording.counted(count, noun)}. {fate}"
        for (site, noun, fate), count in lines.items()
    ]


def _choices(parcel: Parcel) -> list[tuple[str, str]]:
    able = [(str(heir.user_id or ""), heir.label) for heir in parcel.heirs]
    if len(parcel.defaults) == 1:
        return able
    names = ", ".join(heir.label for heir in parcel.defaults)
    return [("", f"Each to its usual person: {names}"), *(each for each in able if each[0])]


def _capital(noun: str) -> str:
    return noun[:1].upper() + noun[1:]
