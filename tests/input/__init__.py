"""Bad input: every form, every kind of invalid value."""
