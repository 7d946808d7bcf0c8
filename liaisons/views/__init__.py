"""Pages of the liaisons' log and the caseload board."""
