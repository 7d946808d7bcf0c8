"""Grants: opportunities, what sites apply for and are awarded, their committees, and their landscape reviews."""
