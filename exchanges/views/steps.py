"""The steps of an exchange: each has a page that says what happens, asks, and acts once."""

from exchanges import policies
from exchanges.actions import exchanges
from exchanges.enums import LIFECYCLE
from exchanges.forms.exchanges import form_of_step
from exchanges.presenters.steps import WORDS
from exchanges.views.exchanges import ask, fetch
from foundation.accounts.access import access
from foundation.accounts.permissions import Permission
from foundation.accounts.steps import StepPages

STEPS = StepPages(
    noun="exchange",
    guard=lambda row: access(Permission(row.permission)),
    fetch=fetch,
    can_take=policies.can_take,
    offered=policies.steps_open_to,
    form=form_of_step,
    words=WORDS,
    ask=ask,
    take=exchanges.take,
).views(LIFECYCLE.rows)
