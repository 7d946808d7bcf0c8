"""Agencies, sources, imports, figures, and trends."""

from outcomes.models.agencies import Agency, AgencyQuerySet
from outcomes.models.figures import Figure, FigureQuerySet
from outcomes.models.imports import FigureImport, FigureImportQuerySet, Source
from outcomes.models.trends import Trend, TrendQuerySet

__all__ = [
    "Agency",
    "AgencyQuerySet",
    "Figure",
    "FigureImport",
    "FigureImportQuerySet",
    "FigureQuerySet",
    "Source",
    "Trend",
    "TrendQuerySet",
]
