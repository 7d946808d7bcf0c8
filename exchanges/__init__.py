"""Peer exchanges: one site visits another, and both agree on what they learned and will do."""
