"""A year of one site: what PRODUCT section 7 says is sent, by hand; what happens there; and two schedulers.

The list was written from the product's text before the code below it. Where that text gives no more than a day, such as
"engagement months 3, 6", docs/reminders.md says what is done around it: a milestone is announced 14 days before (soon),
on its day (due), and 7 days after (late). Schedulers run at 5:30 pm at the site, after its business day; what people do
is done at 6 pm. So what they do on a day is known to the next day's run, and business days begin on the day after.

The year begins on October 1, 2026. Clocks go back on November 1 and forward on March 14; closed days are October 12,
November 11 and 26, December 25, January 1 and 18, February 15, May 31, June 18, July 5, and September 6.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Chicago")
FIRST, LAST = date(2026, 10, 1), date(2027, 9, 30)
RUN_AT, DONE_AT = time(17, 30), time(18)
LEE, KIM, DANA = "Lee Liaison", "Kim Cover", "Dana of Riverton"
ULA, CORA, MONA = "Ula of Riverton", "Cora Coordinator", "Mona Manager"

EXPECTED: tuple[tuple[str, str, str], ...] = (
    # The engagement begins: the kick-off is due that day, and reached on the fifth.
    ("2026-10-01", "engagement-milestone", LEE),
    # The third quarter ended the day before; its highlights are due on the 15th.
    ("2026-10-01", "quarterly-highlights", MONA),
    ("2026-10-10", "quarterly-highlights", MONA),
    # An update of Tuesday evening waits three business days: Wednesday begins, then Thursday, Friday, Monday.
    ("2026-10-26", "update-awaiting-review", CORA),
    # 45 days after the start is November 15. Two weeks before it clocks go back. It is held on the 12th.
    ("2026-11-01", "engagement-milestone", LEE),
    # The contact planned in the update of October 20.
    ("2026-11-10", "next-contact", LEE),
    # A commitment due on December 1: five days before (Thanksgiving), the day, and five and ten days after.
    ("2026-11-26", "commitment", LEE),
    ("2026-12-01", "commitment", LEE),
    ("2026-12-06", "commitment", LEE),
    ("2026-12-11", "commitment", LEE),
    # No update since November 10: the liaison after 30 days, the manager after 45, on Christmas.
    ("2026-12-10", "no-engagement-update", LEE),
    ("2026-12-25", "engagement-update-overdue", MONA),
    # Month 3; the liaison is on leave from December 21 to January 3.
    ("2027-01-01", "engagement-day", KIM),
    # A seat of January 31 ends in 30 days: its holder and the points of contact.
    ("2027-01-01", "seat-ends", DANA),
    ("2027-01-01", "seat-ends", ULA),
    ("2027-01-01", "quarterly-highlights", MONA),
    ("2027-01-10", "quarterly-highlights", MONA),
    # The semi-annual report of January 30: 20 and 5 days before.
    ("2027-01-10", "semi-annual-report", MONA),
    ("2027-01-25", "semi-annual-report", MONA),
    # The assessments, due on January 29, are finished on February 20.
    ("2027-01-15", "engagement-milestone", LEE),
    ("2027-01-29", "engagement-milestone", LEE),
    ("2027-02-05", "engagement-milestone", LEE),
    # The seat is empty since Monday, February 1. Ten business days, without Presidents Day: February 16.
    ("2027-02-16", "seat-empty", DANA),
    # A commitment due on March 12: -5, 0, 5, 10, then every 10, six times in all; clocks go forward on the 14th.
    ("2027-03-07", "commitment", DANA),
    ("2027-03-12", "commitment", DANA),
    ("2027-03-17", "commitment", DANA),
    ("2027-03-22", "commitment", DANA),
    ("2027-04-01", "commitment", DANA),
    ("2027-04-11", "commitment", DANA),
    # The strategic plan, due on March 30, is finished on the 20th.
    ("2027-03-16", "engagement-milestone", LEE),
    # A visit planned for Monday, March 22; the update of that day keeps it.
    ("2027-03-22", "next-contact", LEE),
    # Month 6 is April 1, and reviewed on the third.
    ("2027-03-18", "engagement-milestone", LEE),
    ("2027-04-01", "engagement-milestone", LEE),
    ("2027-04-01", "quarterly-highlights", MONA),
    ("2027-04-10", "quarterly-highlights", MONA),
    # An invitation of April 5, 6 pm, is open for 7 days, and expires after 14: the next run is on the 20th.
    ("2027-04-12", "invitation-open", DANA),
    ("2027-04-20", "invitation-open", DANA),
    # A contact of October 15 isn't verified for 180 days, then monthly, until May 20.
    ("2027-04-13", "contact-unverified", DANA),
    ("2027-05-01", "contact-unverified", DANA),
    # A draft of Monday evening, May 24: five business days after Tuesday, without Memorial Day.
    ("2027-06-02", "draft-idle", DANA),
    # A question of Thursday evening, July 1: 3, 8 and 13 business days after Friday, without July 5.
    ("2027-07-08", "needs-information", DANA),
    ("2027-07-15", "needs-information", DANA),
    ("2027-07-22", "needs-information", DANA),
    ("2027-07-01", "quarterly-highlights", MONA),
    ("2027-07-10", "quarterly-highlights", MONA),
    ("2027-07-10", "semi-annual-report", MONA),
    ("2027-07-25", "semi-annual-report", MONA),
    # Month 12 is October 1.
    ("2027-09-17", "engagement-milestone", LEE),
)


def run_of(day: date) -> datetime:
    """Return the instant of a day's run."""
    return datetime.combine(day, RUN_AT, ZONE)


def days() -> list[date]:
    """Return the days of the year."""
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
