"""Turn summits into words and tables."""
