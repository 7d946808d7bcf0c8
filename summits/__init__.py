"""Run the Violent Crime Summit: its approvals, agenda, delegations, and what it leads to."""
