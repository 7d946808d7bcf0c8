"""The time zones of the United States, as people call them."""

ZONES = (
    ("America/New_York", "Eastern time"),
    ("America/Detroit", "Eastern time, Detroit"),
    ("America/Indiana/Indianapolis", "Eastern time, Indianapolis"),
    ("America/Chicago", "Central time"),
    ("America/Denver", "Mountain time"),
    ("America/Phoenix", "Mountain time, Arizona"),
    ("America/Los_Angeles", "Pacific time"),
    ("America/Anchorage", "Alaska time"),
    ("Pacific/Honolulu", "Hawaii time"),
    ("America/Puerto_Rico", "Atlantic time"),
    ("Pacific/Guam", "Chamorro time"),
)


def zone_name(tz: str) -> str:
    """Return what people call an IANA time zone: "Mountain time"; a zone that isn't listed keeps its own name."""
    return dict(ZONES).get(tz, tz.replace("_", " "))
