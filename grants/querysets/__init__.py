"""What pages of grants read of several tables."""
