"""Kinds of reminders, the ledger of what was sent, the inbox, mail."""
