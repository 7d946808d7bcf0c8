"""The choices of assessments."""

from django.db import models


class AssessmentKind(models.TextChoices):
    """What an assessment looks into."""

    HOMICIDE = "homicide", "Homicide investigations"
    SHOOTINGS = "shootings", "Nonfatal shootings"
    PROSECUTION = "prosecution", "Prosecution"
    CRIME_ANALYSIS = "crime-analysis", "Crime analysis"
    TECHNOLOGY = "technology", "Technology"
    OTHER = "other", "Other"
