"""File formats of exports."""

from django.db import models


class Format(models.TextChoices):
    """The file format of an export."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel workbook"
    ZIP = "zip", "ZIP file"
