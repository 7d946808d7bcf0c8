"""What of outcomes needs people; each module declares its own."""

from outcomes.needs import accomplishments, figures, measurements

__all__ = ["accomplishments", "figures", "measurements"]
