"""Agencies, sources, imports, and figures."""

from outcomes.models.agencies import Agency, AgencyQuerySet
from outcomes.models.figures import Figure, FigureQuerySet
from outcomes.models.imports import FigureImport, FigureImportQuerySet, Source

__all__ = [
    "Agency",
    "AgencyQuerySet",
    "Figure",
    "FigureImport",
    "FigureImportQuerySet",
    "FigureQuerySet",
    "Source",
]
