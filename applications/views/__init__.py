"""Pages of applications: the public form, and its review by staff."""
