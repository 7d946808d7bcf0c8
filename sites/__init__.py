"""The tenant (the site) and its people: agencies, districts, memberships, invitations."""
