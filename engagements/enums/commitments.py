"""The kinds of commitments, and the sides that owe them."""

from django.db import models


class CommitmentKind(models.TextChoices):
    """The kind of a commitment."""

    DELIVERABLE = "deliverable", "Deliverable"
    MILESTONE = "milestone", "Milestone"
    COMMITMENT = "commitment", "Commitment"


class Party(models.TextChoices):
    """The party responsible for a commitment."""

    PROVIDER = "provider", "The provider"
    SITE = "site", "The site"
    LIAISON = "liaison", "The Strategic Site Liaison"
    FEDERAL = "federal", "A federal co-lead"
    DOJ = "doj", "DOJ"
