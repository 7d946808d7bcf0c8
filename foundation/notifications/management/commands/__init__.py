"""The commands of the notifications app."""
