"""The words of exports."""

from django.db import models


class Format(models.TextChoices):
    """What kind of file."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel workbook"
