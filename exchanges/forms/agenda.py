"""The form of an agenda item."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from exchanges.models import AgendaItem, PeerExchange
from foundation.ui import dates
from foundation.ui.forms import LineField, TimeField, field_of


class AgendaItemForm(forms.Form):
    """When, what, and who leads it; times are the host's."""

    day = forms.ChoiceField(
        label="Day",
        choices=(),
        error_messages={
            "required": "Choose a day.",
            "invalid_choice": "Choose one of the days of the visit.",
        },
    )
    starts = TimeField(label="Starts")
    ends = TimeField(label="Ends")
    title = LineField(
        label="What", max_length=160, error_messages={"required": "Enter what happens then."}
    )
    led_by = LineField(label="Led by", max_length=120, required=False)

    def __init__(self, *args: Any, exchange: PeerExchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = days_of(exchange)
        shown = [(day.isoformat(), dates.full_week_day(day)) for day in days]
        field_of(self, "day", forms.ChoiceField).choices = shown
        for noon in [
            datetime.combine(day, time(12), ZoneInfo(exchange.host.time_zone)) for day in days[:1]
        ]:
            zone = f"{exchange.host.name} ({dates.zone_word(noon)})"
            field_of(self, "starts", TimeField).help_text = f"In the time zone of {zone}."

    def clean_day(self) -> date:
        """Return the day."""
        return date.fromisoformat(self.cleaned_data["day"])


def days_of(exchange: PeerExchange) -> list[date]:
    """Return the days of a visit in order; none while no date is set."""
    if exchange.starts_on is None or exchange.ends_on is None:
        return []
    count = (exchange.ends_on - exchange.starts_on).days + 1
    return [exchange.starts_on + timedelta(days=number) for number in range(count)]


def initial_of(item: AgendaItem) -> dict[str, Any]:
    """Return the values of an item as the form shows them, in the host's time zone."""
    zone = ZoneInfo(item.exchange.host.time_zone)
    starts, ends = item.starts_at.astimezone(zone), item.ends_at.astimezone(zone)
    return {
        "day": starts.date().isoformat(),
        "starts": starts.time(),
        "ends": ends.time(),
        "title": item.title,
        "led_by": item.led_by,
    }
