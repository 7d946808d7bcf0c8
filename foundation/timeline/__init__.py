"""What happened at a site: rooms declare sources, and one statement reads them all."""
