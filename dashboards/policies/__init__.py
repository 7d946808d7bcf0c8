"""What is shown to whom, as pure functions."""
