"""What happens when a summit's outbox messages are due; importing a module registers its handlers."""

from summits.handlers import registrations, sessions

__all__ = ["registrations", "sessions"]
