"""Transition tables, versions, nonces and typed errors; independent of the program."""
