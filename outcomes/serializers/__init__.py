"""What the API of outcomes shows."""
