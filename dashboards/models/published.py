"""The version of the public pages."""

from typing import ClassVar

from django.db import models


class PublicVersion(models.Model):
    """One row, whose number triggers raise with every change of what public pages show.

    Tables with such a trigger are in this app's first migration; a test reads every public page and
    compares.
    """

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT"

    number = models.BigIntegerField(default=1)

    class Meta:
        verbose_name = "version of the public pages"

    def __str__(self) -> str:
        return str(self.number)
