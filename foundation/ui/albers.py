"""The map's projection: Albers equal-area conic of the United States, in a frame of 975 by 610.

The same composite as d3's ``geoAlbersUsa().scale(1300).translate([487.5, 305])``, which us-atlas
used for its state shapes: the 48 states, Alaska at 0.35 of their scale, Hawaii at full scale.
"""

from dataclasses import dataclass
from math import cos, pi, radians, sin, sqrt

WIDTH, HEIGHT = 975, 610
SCALE, CENTRE_X, CENTRE_Y = 1300.0, 487.5, 305.0


@dataclass(frozen=True, slots=True)
class Conic:
    """One conic equal-area projection: two parallels, a central meridian, a center."""

    parallels: tuple[float, float]
    meridian: float
    center: tuple[float, float]
    scale: float
    x: float
    y: float

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return a point's position on the map, in the map's units."""
        x0, y0 = self._raw(self.center[1], self.center[0])
        x1, y1 = self._raw(latitude, longitude - self.meridian)
        return self.x + self.scale * (x1 - x0), self.y - self.scale * (y1 - y0)

    def _raw(self, latitude: float, longitude: float) -> tuple[float, float]:
        south, north = (sin(radians(parallel)) for parallel in self.parallels)
        n = (south + north) / 2
        c = 1 + south * (2 * n - south)
        rho0 = sqrt(c) / n
        rho = sqrt(c - 2 * n * sin(radians(latitude))) / n
        turn = n * (((radians(longitude) + pi) % (2 * pi)) - pi)
        return rho * sin(turn), rho0 - rho * cos(turn)


LOWER_48 = Conic((29.5, 45.5), -96, (-0.6, 38.7), SCALE, CENTRE_X, CENTRE_Y)
ALASKA = Conic(
    (55, 65), -154, (-2, 58.5), SCALE * 0.35, CENTRE_X - 0.307 * SCALE, CENTRE_Y + 0.201 * SCALE
)
HAWAII = Conic((8, 18), -157, (-3, 19.9), SCALE, CENTRE_X - 0.205 * SCALE, CENTRE_Y + 0.212 * SCALE)


def project(latitude: float, longitude: float) -> tuple[float, float] | None:
    """Return a point's position on the map, or None for the territories, which it does not show."""
    conic = _conic(latitude, longitude)
    if conic is None:
        return None
    x, y = conic.place(latitude, longitude)
    return round(x, 1), round(y, 1)


def _conic(latitude: float, longitude: float) -> Conic | None:
    if latitude > 51 and (longitude < -129 or longitude > 170):
        return ALASKA
    if 18 < latitude < 23 and -161 < longitude < -154:
        return HAWAII
    if 24 < latitude < 50 and -125.5 < longitude < -66:
        return LOWER_48
    return None
