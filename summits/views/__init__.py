"""The pages of summits."""
