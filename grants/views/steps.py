"""The steps of an application: each has a page that says what happens, asks, and acts once."""

from foundation.accounts.access import access
from foundation.accounts.permissions import Permission
from foundation.accounts.steps import StepPages
from grants import policies
from grants.actions import applications
from grants.enums import LIFECYCLE
from grants.forms.applications import form_of_step
from grants.presenters.steps import WORDS
from grants.views.applications import ask, fetch

STEPS = StepPages(
    noun="application",
    guard=lambda row: access(Permission(row.permission)),
    fetch=fetch,
    can_take=policies.can_take,
    offered=policies.steps_open_to,
    form=form_of_step,
    words=WORDS,
    ask=ask,
    take=applications.take,
).views(LIFECYCLE.rows)
