"""Counters that number requests."""

from django.db import models


class RequestCounter(models.Model):
    """The last request number given in a year; its row is locked while a number is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"PSP-{self.year}-{self.last:04d}"
