"""What needs a person: which things, why, by when and which one action ends it.

Rooms declare their needs in a module ``needs`` (ADR 0037). Pages, the inbox, the header and the digest ask
``foundation.needs.reading`` and decide nothing themselves.
"""
