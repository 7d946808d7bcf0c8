"""Fields of the log's form: a day from tiles, and choices of requests and people with their site."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import StepValueValidator
from django.forms.models import ModelChoiceIterator

from foundation.ui.forms import RadioTiles
from sites.models import Membership

QUARTER = Decimal("0.25")
NOT_QUARTERS = "Enter quarter hours, such as 1.25 or 1.5."


class DayTiles(forms.ChoiceField):
    """A day chosen from tiles with dates as values, so that an old page keeps its meaning."""

    widget = RadioTiles

    def valid_value(self, value: object) -> bool:
        """Return whether the value is a tile or a date, as an older page has other tiles."""
        return super().valid_value(value) or as_date(str(value)) is not None


class _ChosenSiteFirst(ModelChoiceIterator):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Offers the rows of the chosen site first, since no list can follow another choice without JavaScript."""

    field: "SiteChoices"

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        """Return the choices; the queryset is read once, however often they are asked for."""
        return map(self.choice, site_first(self.field.queryset or (), self.field.site))


class SiteChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Rows of several sites.

    Attributes:
        site: the primary key of the chosen site, as a form sends it; "" while none is chosen.
        names_site: whether each row's label names its site.
    """

    iterator = _ChosenSiteFirst
    site = ""
    names_site = True


class RequestChoices(SiteChoices):
    """Requests by number and title, with the site if there are several."""

    def label_from_instance(self, obj: Any) -> str:
        """Return a label such as "PSP-2026-0042 NIBIN backlog, Riverton, EX"."""
        return f"{obj}, {obj.site.name}" if self.names_site else str(obj)


class MemberChoices(SiteChoices):
    """People of the team by name and role, with the site if there are several."""

    def label_from_instance(self, obj: Any) -> str:
        """Return a label such as "Dana Diaz, Point of Contact, Riverton, EX"."""
        who = member_label(obj)
        return f"{who}, {obj.site.name}" if self.names_site else who


class QuarterHoursField(forms.DecimalField):
    """Hours of one day, in quarters of an hour."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=QUARTER, max_value=24, max_digits=4, decimal_places=2, **kwargs)
        self.error_messages["invalid"] = "Enter a number of hours, such as 1.5."
        self.validators = [*self.validators, StepValueValidator(QUARTER, NOT_QUARTERS)]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let browsers count in quarters too."""
        return {**super().widget_attrs(widget), "step": str(QUARTER)}


def member_label(member: Membership) -> str:
    """Return a person of a team by name and role, such as "Dana Diaz, Point of Contact"."""
    return f"{member.user.name}, {member.get_role_display()}"


def site_first(rows: Iterable[Any], site: str) -> list[Any]:
    """Sort rows of several sites: those of one site first, else in the order they have.

    Arguments:
        site: its primary key, as a form sends it; "" where none is chosen.
    """
    return sorted(rows, key=lambda each: str(each.site_id) != site)


def as_date(text: str) -> date | None:
    """Return the date that a text is, as 2026-11-20; None if it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
