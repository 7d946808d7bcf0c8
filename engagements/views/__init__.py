"""Pages of a site's engagement: its journey, its steps, and its milestones."""
