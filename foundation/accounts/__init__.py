"""Users, roles, permissions, the Actor, sign-in."""
