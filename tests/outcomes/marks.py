"""The marks of charts as a browser draws them and as a PDF holds them, both in units of the chart."""

import ctypes
import io
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
from PIL import Image
from playwright.sync_api import Locator, Page
from pypdfium2 import raw

from foundation.ui import pdf
from outcomes.presenters.drawings import HEIGHT, WIDTH

CHARTS = f'svg[viewBox="0 0 {WIDTH} {HEIGHT}"]'
# Pixels for each unit.
SCALE = 2
# WeasyPrint's own: a pixel of a style sheet is three quarters of a point.
PAPER_SCALE = 0.75
# Of 256: a pixel differs if a channel does by more, and is black if each channel is below.
SHADES, BLACK = 16, 40
NO_TEXT = "svg text { visibility: hidden !important }"
ALONE = f"""
[data-alone] {{
  position: fixed; inset: 0 auto auto 0; z-index: 1000; margin: 0 !important; background: #fff;
  width: {WIDTH * SCALE}px; height: {HEIGHT * SCALE}px !important; overflow: hidden !important;
}}
"""
DRAWN = """svg => {
  const corners = box => [[box.x, box.y], [box.x + box.width, box.y + box.height]];
  const points = each => each.points ? [...each.points].map(point => [point.x, point.y])
    : each.x1 ? [[each.x1, each.y1], [each.x2, each.y2]].map(end => end.map(at => at.baseVal.value))
    : corners(each.getBBox());
  const channels = color => color === "none" ? null : color.match(/\\d+/g).map(Number);
  const drawn = selector => [...svg.querySelectorAll(selector)].filter(each => each.checkVisibility());
  return {
    shapes: drawn("line, polyline, polygon, rect, circle").map(each => {
      const style = getComputedStyle(each);
      const stroke = channels(style.stroke);
      return {
        points: points(each), fill: channels(style.fill), stroke,
        width: stroke && parseFloat(style.strokeWidth),
        dashes: style.strokeDasharray.match(/[\\d.]+/g)?.map(Number) ?? [],
      };
    }),
    texts: drawn("text").map(each => ({words: each.textContent.trim(), box: corners(each.getBBox())})),
  };
}"""

Point = tuple[float, float]
Color = Sequence[int] | None


class Shape(NamedTuple):
    """A line or an area; of a rectangle and a circle, ``points`` are two corners around it."""

    points: Sequence[Point]
    fill: Color
    stroke: Color
    width: float | None
    dashes: Sequence[float]

    @classmethod
    def of(cls, points: Iterable[Point], width: float | None, **style: Any) -> "Shape":
        """Return a shape without what single precision adds to numbers of one decimal."""
        rounded = [(round(x, 1), round(y, 1)) for x, y in points]
        return cls(rounded, width=width and round(width, 2), **style)


class Text(NamedTuple):
    """Words, and two corners around them."""

    words: str
    box: Sequence[Point]


class Chart(NamedTuple):
    """All marks of a chart, in the order they are drawn."""

    shapes: Sequence[Shape]
    texts: Sequence[Text]


def show(page: Page, html: bytes) -> None:
    """Show a page of the portal with our static files, without a server."""
    page.route(
        f"{pdf.STATIC}**", lambda route: route.fulfill(path=pdf.static_file(route.request.url))
    )
    page.route(pdf.BASE, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(pdf.BASE)


def on_page(page: Page) -> list[Chart]:
    """Return the charts of a page as its style sheets show them now: on a screen, or for print."""
    found = [each.evaluate(DRAWN) for each in page.locator(CHARTS).all()]
    return [
        Chart(
            shapes=[Shape.of(**shape) for shape in each["shapes"]],
            texts=[Text(**text) for text in each["texts"]],
        )
        for each in found
    ]


def pictures_on_page(page: Page) -> list[Image.Image]:
    """Return each chart of a page as pixels, without its text."""
    page.add_style_tag(content=NO_TEXT + ALONE)
    return [_picture_of(each) for each in page.locator(CHARTS).all()]


def share_of_difference(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels that differ, from 0 to 1; renderers soften edges by a few shades."""
    channels = np.abs(np.asarray(one, int) - np.asarray(other, int))
    return float((channels.max(axis=2) > SHADES).mean())


def count_black(picture: Image.Image) -> int:
    """Return how many pixels are black, or nearly."""
    return int((np.asarray(picture).max(axis=2) < BLACK).sum())


def _picture_of(svg: Locator) -> Image.Image:
    svg.evaluate("each => each.setAttribute('data-alone', '')")
    area = {"x": 0, "y": 0, "width": WIDTH * SCALE, "height": HEIGHT * SCALE}
    content = svg.page.screenshot(clip=area)
    svg.evaluate("each => each.removeAttribute('data-alone')")
    return Image.open(io.BytesIO(content)).convert("RGB")


class Printed(NamedTuple):
    """A chart in a PDF: where it is, and its shapes."""

    page: pypdfium2.PdfPage
    matrix: pypdfium2.PdfMatrix
    shapes: Sequence[Shape]

    def words_at(self, text: Text) -> str:
        """Return the words at the place of a text of the same chart on a page."""
        left, bottom, right, top = self._place(*text.box)
        found = self.page.get_textpage().get_text_bounded(left - 1, bottom - 1, right + 1, top + 1)
        return " ".join(found.split())

    def picture(self) -> Image.Image:
        """Return the chart as pixels, as many as of a page's."""
        left, bottom, right, top = self._place((0, 0), (WIDTH, HEIGHT))
        self.page.set_mediabox(left, bottom, right, top)
        # Below the next whole pixel, because the renderer rounds up.
        scale = WIDTH * SCALE / (right - left) - 1e-6
        return self.page.render(scale=scale).to_pil().convert("RGB")

    def _place(self, one: Point, other: Point) -> tuple[float, float, float, float]:
        ends = self.matrix.on_point(*one), self.matrix.on_point(*other)
        xs, ys = zip(*ends, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def in_pdf(document: pypdfium2.PdfDocument) -> list[Printed]:
    """Return the charts of a PDF: what is drawn at one place in a scale that isn't the paper's own."""
    found = []
    for page in document:
        paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
        for place, group in groupby(paths, key=lambda each: each.get_matrix().get()):
            if round(place[0], 3) != PAPER_SCALE:
                shapes = [_shape(each) for each in group]
                found.append(Printed(page, pypdfium2.PdfMatrix(*place), shapes))
    return found


def _shape(path: pypdfium2.PdfObject) -> Shape:
    fills, strokes = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fills, strokes)
    width, dashes = ctypes.c_float(), (ctypes.c_float * raw.FPDFPageObj_GetDashCount(path))()
    raw.FPDFPageObj_GetStrokeWidth(path, width)
    raw.FPDFPageObj_GetDashArray(path, dashes, len(dashes))
    return Shape.of(
        points=_points(path),
        fill=_color(raw.FPDFPageObj_GetFillColor, path) if fills else None,
        stroke=_color(raw.FPDFPageObj_GetStrokeColor, path) if strokes else None,
        width=width.value if strokes else None,
        dashes=list(dashes),
    )


def _points(path: pypdfium2.PdfObject) -> list[Point]:
    found, curves = [], False
    for at in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        curves |= raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_BEZIERTO
        found.append((x.value, y.value))
    xs, ys = zip(*found, strict=True)
    if curves or (len(found) == 5 and len(set(xs)) == len(set(ys)) == 2):
        return [(min(xs), min(ys)), (max(xs), max(ys))]
    return found[:-1] if found[-1] == found[0] else found


def _color(read: Any, path: pypdfium2.PdfObject) -> list[int]:
    channels = [ctypes.c_uint() for _ in range(4)]
    read(path, *channels)
    return [each.value for each in channels[:3]]
