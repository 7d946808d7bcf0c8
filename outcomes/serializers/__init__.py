"""What the API of outcomes reads and shows."""
