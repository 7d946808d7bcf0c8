"""Bad input: every form, every kind of nonsense."""
