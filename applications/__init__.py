"""Applications of agencies that want to join the program: the public form, and its review."""
