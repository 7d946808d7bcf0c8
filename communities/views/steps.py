"""The steps of a community: each has a page that says what happens, asks, and acts once."""

from communities import policies
from communities.actions import communities
from communities.enums import LIFECYCLE
from communities.forms.communities import form_of_step
from communities.presenters.steps import WORDS
from communities.views.communities import ask, fetch
from foundation.accounts.access import signed_in
from foundation.accounts.steps import StepPages

STEPS = StepPages(
    noun="community",
    guard=lambda _row: signed_in,
    fetch=fetch,
    can_take=policies.can_take,
    offered=policies.steps_open_to,
    form=form_of_step,
    words=WORDS,
    ask=ask,
    take=communities.take,
).views(LIFECYCLE.rows)
