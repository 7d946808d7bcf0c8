"""The Strategic Site Liaison's log of engagement updates."""
