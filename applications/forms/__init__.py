"""Forms of the pages of applications: they validate what people enter and save nothing."""
