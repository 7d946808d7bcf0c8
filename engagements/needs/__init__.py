"""What in engagements needs people, in words."""

from engagements.needs import engagement

__all__ = ["engagement"]
