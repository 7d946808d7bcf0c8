"""Every component as a tag, built into the template engine: pages need no ``{% load %}``."""

from django.template import Library

from foundation.ui import bidi
from foundation.ui.tags import (
    basics,
    blocks,
    calendar,
    cases,
    clocks,
    commitments,
    forms,
    frame,
    happened,
    marks,
    pictures,
    records,
    tables,
    wording,
)

register = Library()
for family in (
    basics,
    blocks,
    calendar,
    cases,
    clocks,
    commitments,
    forms,
    frame,
    happened,
    marks,
    pictures,
    records,
    tables,
    wording,
):
    register.tags.update(family.register.tags)
    register.filters.update(family.register.filters)
register.filter("isolated", bidi.isolated, needs_autoescape=True)
register.filter("isolated_text", bidi.isolated_text)
