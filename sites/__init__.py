"""The tenant: sites, agencies, districts, offices, core areas, memberships, invitations."""
