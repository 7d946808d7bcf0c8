"""The portal's web server: waitress behind deadlines, in two processes (ADR 0024)."""
