"""Forms of the pages of communities: they validate what people enter and save nothing."""
