"""What in engagements needs people, in words."""

from engagements.needs import engagement, plans

__all__ = ["engagement", "plans"]
