"""What has a date: rooms declare sources, the calendar page and the feed ask for a span of days.

Rooms declare their sources in a module ``agenda`` (ADR 0046). The page and the feed ask ``foundation.agenda.reading``
and decide nothing themselves, so both hold the same.
"""
