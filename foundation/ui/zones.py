"""The time zones of the United States, as people call them."""

from zoneinfo import available_timezones

ZONES = (
    ("America/New_York", "Eastern time"),
    ("America/Detroit", "Eastern time, Detroit"),
    ("America/Indiana/Indianapolis", "Eastern time, Indianapolis"),
    ("America/Kentucky/Louisville", "Eastern time, Louisville"),
    ("America/Chicago", "Central time"),
    ("America/Menominee", "Central time, Menominee"),
    ("America/Denver", "Mountain time"),
    ("America/Boise", "Mountain time, Boise"),
    ("America/Phoenix", "Mountain time, Arizona"),
    ("America/Los_Angeles", "Pacific time"),
    ("America/Anchorage", "Alaska time"),
    ("America/Adak", "Aleutian time"),
    ("Pacific/Honolulu", "Hawaii time"),
    ("America/Puerto_Rico", "Atlantic time"),
    ("America/St_Thomas", "Atlantic time, Virgin Islands"),
    ("Pacific/Guam", "Chamorro time"),
    ("Pacific/Saipan", "Chamorro time, Saipan"),
    ("Pacific/Pago_Pago", "Samoa time"),
)


def zone_name(tz: str) -> str:
    """Return what people call an IANA time zone: "Mountain time"; a zone that isn't listed keeps its own name."""
    return dict(ZONES).get(tz, tz.replace("_", " "))


def every_zone() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the choices of a list of all time zones: those of the United States, then the others by their names."""
    others = sorted(available_timezones() - dict(ZONES).keys())
    return ("United States", ZONES), ("Others", tuple((tz, zone_name(tz)) for tz in others))
