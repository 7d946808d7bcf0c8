"""What in engagements needs people, in words."""

from engagements.needs import commitments, engagements, plans, recommendations

__all__ = ["commitments", "engagements", "plans", "recommendations"]
