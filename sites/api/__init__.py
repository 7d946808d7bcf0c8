"""The API of sites and their teams."""
