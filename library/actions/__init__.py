"""Everything that writes resources, their files, and marks."""
