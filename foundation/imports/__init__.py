"""Spreadsheets as rows: read, mapped, previewed, applied once however often they are sent."""
