"""The contrast ratios written beside the colors are true, by the formula of WCAG 2.2."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = (Path(settings.STATICFILES_DIRS[0]) / "css" / "portal.css").read_text()
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", CSS))
GROUNDS = ("paper", "canvas", "wash")
TRIPLES = {
    name: tuple(map(float, ratios))
    for name, *ratios in re.findall(
        r"--([\w-]+): #\w+; /\*[^*]*?(\d+\.\d)[ ·]+(\d+\.\d)[ ·]+(\d+\.\d)[;\s]", CSS
    )
}


def luminance(color: str) -> float:
    """Relative luminance of a color written in hexadecimal."""
    digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colors, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", sorted(TRIPLES))
def test_ratio_beside_a_token_is_computed(name):
    found = tuple(round(contrast(TOKENS[name], TOKENS[ground]), 1) for ground in GROUNDS)
    assert found == pytest.approx(TRIPLES[name], abs=0.1001)


def test_every_text_color_has_its_ratios():
    assert {"ink", "ink-2", "ink-3", "action", "teal", "risk", "breach", "done", "hold"} <= {
        *TRIPLES
    }


@pytest.mark.parametrize(
    "color",
    ["ink", "ink-2", "ink-3", "action", "action-dk", "teal", "risk", "breach", "done", "hold"],
)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_reads_on_every_ground(color, ground):
    assert contrast(TOKENS[color], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize(
    ("text", "ground", "ratio"),
    [
        ("#ffffff", "navy", 13.6),
        ("on-navy", "navy", 10.8),
        ("focus-on-navy", "navy", 8.2),
        ("risk", "risk-bg", 6.8),
        ("breach", "breach-bg", 6.7),
        ("done", "done-bg", 5.9),
        ("hold", "hold-bg", 6.9),
        ("ink", "heat-1", 13.4),
        ("ink", "heat-2", 10.2),
        ("ink", "heat-3", 7.7),
        ("#ffffff", "heat-4", 5.5),
    ],
)
def test_pair_has_the_ratio_of_the_design(text, ground, ratio):
    found = contrast(TOKENS.get(text, text), TOKENS[ground])
    assert found == pytest.approx(ratio, abs=0.1001)


@pytest.mark.parametrize("ground", GROUNDS)
def test_focus_ring_and_input_borders_are_seen(ground):
    assert min(contrast(TOKENS[line], TOKENS[ground]) for line in ("focus", "edge")) >= 3


def test_no_text_is_smaller_than_twelve_pixels():
    sizes = [float(size) for size in re.findall(r"font(?:-size)?:[^;{]*?(\d*\.?\d+)rem", CSS)]
    assert min(sizes) >= 0.75
