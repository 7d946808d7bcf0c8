"""What a token is good for."""

from django.db import models


class Scope(models.TextChoices):
    """How far a token reaches; its owner's powers are the limit in any case."""

    READ = "read", "Read only"
    WRITE = "write", "Read and write"
