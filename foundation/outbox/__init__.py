"""Durable work: rows first, doorbells second."""
