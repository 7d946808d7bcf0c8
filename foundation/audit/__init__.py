"""Security events and the history of each record."""
