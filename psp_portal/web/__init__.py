"""The portal's web server: waitress with deadlines, in two processes (ADR 0024)."""
