"""What the pages of outcomes show, in words."""
