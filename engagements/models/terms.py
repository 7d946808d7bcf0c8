"""The dates of an engagement, and its state on a day, which follows from them."""

from datetime import date, timedelta
from typing import NamedTuple

from engagements.enums import State

OVER = frozenset({State.GRADUATED, State.ALUMNI, State.WITHDRAWN})


class Term(NamedTuple):
    """The dates of an engagement that decide its state, by the engagement's own names."""

    starts_on: date
    ends_on: date
    closing_from: date
    onboarding_from: date | None = None
    active_from: date | None = None
    graduated_on: date | None = None
    alumni_from: date | None = None
    suspended_from: date | None = None
    suspended_until: date | None = None
    withdrawn_on: date | None = None

    def state_on(self, day: date) -> State:
        """Return the state on a day of the site's calendar."""
        if self.withdrawn_on and day >= self.withdrawn_on:
            return State.WITHDRAWN
        if self.graduated_on and day >= self.graduated_on:
            is_alumni = self.alumni_from and day >= self.alumni_from
            return State.ALUMNI if is_alumni else State.GRADUATED
        if not self.onboarding_from or day < self.onboarding_from:
            return State.PROPOSED
        if self.is_suspended_on(day):
            return State.SUSPENDED
        if not self.active_from or day < self.active_from:
            return State.ONBOARDING
        return State.CLOSING if day >= self.closing_from else State.ACTIVE

    def is_open_on(self, day: date) -> bool:
        """Return whether the site is still engaged, or about to be."""
        return self.state_on(day) not in OVER

    def runs_since(self, day: date) -> date | None:
        """Return from which day it has run until that day without a pause; None before its onboarding."""
        if self.onboarding_from is None or day < self.onboarding_from:
            return None
        if self.suspended_until is None or day <= self.suspended_until:
            return self.onboarding_from
        return max(self.onboarding_from, self.suspended_until + timedelta(days=1))

    def is_suspended_on(self, day: date) -> bool:
        """Return whether clocks are paused on that day."""
        if self.suspended_from is None or day < self.suspended_from:
            return False
        return self.suspended_until is None or day <= self.suspended_until
