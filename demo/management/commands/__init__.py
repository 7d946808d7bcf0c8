"""Commands of the dashboards room."""
