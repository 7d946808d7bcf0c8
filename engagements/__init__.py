"""Three-year engagements: cohorts, states computed from dates, milestones."""
