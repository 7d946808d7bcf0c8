"""Transition tables, versions, nonces and typed errors; knows nothing of the program."""
