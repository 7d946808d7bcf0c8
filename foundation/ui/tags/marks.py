"""Icons with their labels. They repeat in every row, so each is rendered once and cached."""

from functools import lru_cache

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from foundation.ui.glyphs import CLOCK_TONES, GLYPHS, STATUS, Mark, slug, svg

register = Library()

URGENCY = {"routine": "Routine", "expedited": "Expedited", "critical": "Critical"}
HANDLING = {
    "site": ("lock", "Site and partners"),
    "federal": ("lock", "Federal only"),
    "network": ("open-ring", "All PSP users"),
    "public": ("open-ring", "Public"),
}


@register.simple_tag
def icon(name: object, *, size: int = 16) -> SafeString:
    """Render an icon by name (a status, clock state or icon) in its color; it has no label."""
    return _icon(slug(name), size)


@lru_cache(maxsize=256)
def _icon(name: str, size: int) -> SafeString:
    if name not in GLYPHS:
        raise KeyError(f"There is no glyph {name!r}; the names are {', '.join(sorted(GLYPHS))}.")
    tone = STATUS[name].tone if name in STATUS else CLOCK_TONES.get(name, "")
    return mark_safe(svg(name, tone, size))  # noqa: S308 -- made of constants only


@register.simple_tag
def status_chip(status: object) -> SafeString:
    """Render the state of a request as icon and label; only two states have a tinted box."""
    label = getattr(status, "label", "")
    return _chip(slug(status), str(label))


@lru_cache(maxsize=256)
def _chip(name: str, label: str) -> SafeString:
    mark = STATUS.get(name, Mark(label or name.replace("-", " ").capitalize(), "ink-2"))
    glyph = name if name in GLYPHS else "submitted"
    values = {"mark": mark, "glyph": glyph, "word": mark.word}
    return render_to_string("ui/status_chip.html", values)


@register.simple_tag
def urgency_tag(urgency: object) -> SafeString:
    """Render an urgency: routine outlined, expedited and critical filled."""
    return _urgency(slug(urgency))


@lru_cache(maxsize=16)
def _urgency(name: str) -> SafeString:
    word = URGENCY.get(name, name.capitalize())
    return render_to_string("ui/urgency_tag.html", {"word": word, "filled": name != "routine"})


@register.simple_tag
def handling_tag(handling: object) -> SafeString:
    """Render who may see an item: a lock with a label, or an open ring if it is public."""
    return _handling(slug(handling))


@lru_cache(maxsize=16)
def _handling(name: str) -> SafeString:
    glyph, word = HANDLING.get(name, HANDLING["site"])
    return render_to_string("ui/handling_tag.html", {"glyph": glyph, "word": word})
