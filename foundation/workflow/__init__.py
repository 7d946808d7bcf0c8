"""Transition tables, versions, nonces, typed refusals."""
