"""Everything that writes exchanges."""
