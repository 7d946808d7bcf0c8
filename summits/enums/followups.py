"""The days after a summit on which what it led to is reviewed."""

from datetime import timedelta

from summits.enums.summits import StepKind

# Days after the last day (PRODUCT section 7: "actions 30/90"), each with the step that records the review.
REVIEWS = {30: StepKind.REVIEWED_30, 90: StepKind.REVIEWED_90}
# Days after the last day on which people who chose sessions are asked for notes (PRODUCT section 7: "notes +3").
NOTES_AFTER = timedelta(days=3)
# A review that nobody recorded is asked for so long after the last day, then no more.
FORGOTTEN = timedelta(days=180)
