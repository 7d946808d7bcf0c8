"""The summits app's API."""
