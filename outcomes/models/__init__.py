"""Agencies, sources, imports, figures, trends, measures, and accomplishments with their evidence."""

from outcomes.models.accomplishment_steps import AccomplishmentStep
from outcomes.models.accomplishments import Accomplishment, AccomplishmentQuerySet
from outcomes.models.agencies import Agency, AgencyQuerySet
from outcomes.models.evidence import AccomplishmentEvidence
from outcomes.models.figures import Figure, FigureQuerySet
from outcomes.models.imports import FigureImport, FigureImportQuerySet, Source
from outcomes.models.indicators import Indicator
from outcomes.models.measurements import SiteMeasurement, SiteMeasurementQuerySet
from outcomes.models.measures import SiteMeasure, SiteMeasureQuerySet
from outcomes.models.public_notices import PublicNotice
from outcomes.models.trends import Trend, TrendQuerySet

__all__ = [
    "Accomplishment",
    "AccomplishmentEvidence",
    "AccomplishmentQuerySet",
    "AccomplishmentStep",
    "Agency",
    "AgencyQuerySet",
    "Figure",
    "FigureImport",
    "FigureImportQuerySet",
    "FigureQuerySet",
    "Indicator",
    "PublicNotice",
    "SiteMeasure",
    "SiteMeasureQuerySet",
    "SiteMeasurement",
    "SiteMeasurementQuerySet",
    "Source",
    "Trend",
    "TrendQuerySet",
]
