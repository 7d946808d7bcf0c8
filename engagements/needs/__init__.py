"""What in engagements needs people, in words."""

from engagements.needs import engagement, plans, recommendations

__all__ = ["engagement", "plans", "recommendations"]
