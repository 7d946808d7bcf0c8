"""What an API token may do."""

from django.db import models


class Scope(models.TextChoices):
    """How far a token reaches, within its owner's permissions."""

    READ = "read", "Read only"
    WRITE = "write", "Read and write"
