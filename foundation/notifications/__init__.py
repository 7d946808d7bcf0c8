"""Reminder kinds, their ledger, the inbox, mail."""
