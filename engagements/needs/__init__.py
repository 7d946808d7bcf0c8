"""What in engagements needs people, in words."""

from engagements.needs import commitments, engagement, plans, recommendations

__all__ = ["commitments", "engagement", "plans", "recommendations"]
