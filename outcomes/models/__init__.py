"""Agencies, sources, imports, figures, and accomplishments."""

from outcomes.models.accomplishments import (
    Accomplishment,
    AccomplishmentQuerySet,
    AccomplishmentStep,
)
from outcomes.models.agencies import Agency, AgencyQuerySet
from outcomes.models.figures import Figure, FigureQuerySet
from outcomes.models.imports import FigureImport, FigureImportQuerySet, Source

__all__ = [
    "Accomplishment",
    "AccomplishmentQuerySet",
    "AccomplishmentStep",
    "Agency",
    "AgencyQuerySet",
    "Figure",
    "FigureImport",
    "FigureImportQuerySet",
    "FigureQuerySet",
    "Source",
]
