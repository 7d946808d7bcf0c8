"""Grants as pages show them."""
