"""Types of resources, who reads them, and whether they are up to date."""

from django.db.models import TextChoices

from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import SITE_ROLES, STAFF_ROLES

# The roles whose holders can answer for a site's resources, and for those that everyone reads.
SITE_KEEPERS = tuple(role.slug for role in SITE_ROLES if P.RESOURCE_ADD in role.permissions)
SHARING_SITE_ROLES = tuple(role.slug for role in SITE_ROLES if P.RESOURCE_SHARE in role.permissions)
SHARING_STAFF = tuple(role.slug for role in STAFF_ROLES if P.RESOURCE_SHARE in role.permissions)


class ResourceType(TextChoices):
    """What a resource is."""

    GUIDE = "guide", "Guide"
    FORM = "form", "Form or template"
    POLICY = "policy", "Policy or agreement"
    REPORT = "report", "Report or study"
    TRAINING = "training", "Training"
    VIDEO = "video", "Video"
    TOOL = "tool", "Tool or data"


class Audience(TextChoices):
    """Who reads a resource. One for a site stays with it."""

    SITE = "site", "One site"
    NETWORK = "network", "Everyone who signs in"
    PUBLIC = "public", "The public"


class ProposalState(TextChoices):
    """What became of a proposal."""

    PROPOSED = "proposed", "Waiting for a decision"
    ADDED = "added", "Added to the library"
    DECLINED = "declined", "Declined"


class Standing(TextChoices):
    """Which resources a list shows; without a choice, all that aren't archived."""

    DUE = "due", "Review is due"
    ARCHIVED = "archived", "Archived"
