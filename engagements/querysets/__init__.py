"""Queries of the engagements app that are made for one reader."""
