"""Change rows of the dashboards' own: no other room's."""
