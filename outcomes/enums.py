"""The choices of the outcomes app."""

from datetime import date

from django.db import models

from foundation.accounts.permissions import Permission as P
from foundation.workflow.lifecycle import Lifecycle, Transition


class Measure(models.TextChoices):
    """What a published figure counts. Clearances are counted in the year they are cleared."""

    HOMICIDE = "homicide", "Homicide"
    HOMICIDE_CLEARED = "homicide_cleared", "Homicides cleared"
    RAPE = "rape", "Rape"
    RAPE_CLEARED = "rape_cleared", "Rapes cleared"
    ROBBERY = "robbery", "Robbery"
    ROBBERY_CLEARED = "robbery_cleared", "Robberies cleared"
    AGGRAVATED_ASSAULT = "aggravated_assault", "Aggravated assault"
    AGGRAVATED_ASSAULT_CLEARED = "aggravated_assault_cleared", "Aggravated assaults cleared"
    VIOLENT_CRIME = "violent_crime", "Violent crime"
    VIOLENT_CRIME_CLEARED = "violent_crime_cleared", "Violent crimes cleared"
    BURGLARY = "burglary", "Burglary"
    LARCENY = "larceny", "Larceny-theft"
    MOTOR_VEHICLE_THEFT = "motor_vehicle_theft", "Motor vehicle theft"
    ARSON = "arson", "Arson"
    PROPERTY_CRIME = "property_crime", "Property crime"
    NONFATAL_SHOOTING = "nonfatal_shooting", "Nonfatal shooting"
    PRISON_CUSTODY = "prison_custody", "People in prison custody"
    COUNT = "count", "Count the file doesn't name"


# A city with police of its own has some of each in any year: see computing.gaps.
NEVER_NONE = frozenset({Measure.RAPE, Measure.ROBBERY, Measure.AGGRAVATED_ASSAULT})
# Cases of one year are cleared in another: a rate per person says nothing.
CLEARANCES = frozenset(each for each in Measure if each.value.endswith("_cleared"))
# Days on which a definition changed, so that counts before and after can't be compared. The FBI counts rape by a wider
# definition since 2013: Uniform Crime Reporting Program, "Rape Addendum", Crime in the United States 2013.
DEFINED_ANEW = {Measure.RAPE: (date(2013, 1, 1),), Measure.RAPE_CLEARED: (date(2013, 1, 1),)}
# Not events at an agency.
WITHOUT_TREND = frozenset({Measure.PRISON_CUSTODY, Measure.COUNT})


class FigureStatus(models.TextChoices):
    """What a cell of a published file says."""

    REPORTED = "reported", "Reported"
    NOT_REPORTED = "not_reported", "Not reported"
    SUPPRESSED = "suppressed", "Suppressed"
    ERROR = "error", "Error in the file"


class FigureState(models.TextChoices):
    """Where a figure is in its chain of versions."""

    CURRENT = "current", "Current"
    REPLACED = "replaced", "Replaced by a later version"
    UNDONE = "undone", "Undone with its import"


class ImportState(models.TextChoices):
    """How far an import of figures is."""

    READING = "reading", "Being read"
    READY = "ready", "Ready to import"
    MERGING = "merging", "Being imported"
    MERGED = "merged", "Imported"
    UNDONE = "undone", "Undone"
    DISCARDED = "discarded", "Discarded"
    FAILED = "failed", "Can't be read"


class Match(models.TextChoices):
    """How sure it is which agency a name in a file means."""

    KNOWN = "known", "Known by its ORI"
    TO_REVIEW = "to_review", "To be reviewed"
    SEPARATE = "separate", "An agency of its own"
    SAME = "same", "Another name of a known agency"


class AccomplishmentOrigin(models.TextChoices):
    """Whether an accomplishment was written in the portal, or imported as the program reported it."""

    PORTAL = "portal", "Written in the portal"
    IMPORTED = "imported", "Imported, reported by the program"


class AccomplishmentState(models.TextChoices):
    """How far an accomplishment is on its way to the public."""

    DRAFT = "draft", "Draft"
    ATTESTED = "attested", "Attested by the site"
    VERIFIED = "verified", "Verified by a liaison"
    CLEARED = "cleared", "Cleared by DOJ"
    PUBLISHED = "published", "Published"
    CORRECTED = "corrected", "Published, corrected"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DISCARDED = "discarded", "Discarded"


class AccomplishmentStepKind(models.TextChoices):
    """What a person did with an accomplishment."""

    DRAFTED = "draft", "Drafted"
    EDITED = "edit", "Draft changed"
    EVIDENCE_ADDED = "add", "Evidence added"
    EVIDENCE_REMOVED = "remove", "Evidence removed"
    CONCURRED = "concur", "Federal partner agreed"
    ATTESTED = "attest", "Attested"
    VERIFIED = "verify", "Verified"
    CLEARED = "clear", "Cleared"
    PUBLISHED = "publish", "Published"
    SENT_BACK = "send-back", "Sent back to its author"
    CORRECTED = "correct", "Corrected"
    WITHDRAWN = "withdraw", "Withdrawn"
    DISCARDED = "discard", "Draft discarded"


class NoticeKind(models.TextChoices):
    """What a public notice tells of an accomplishment."""

    CORRECTED = "corrected", "Corrected"
    WITHDRAWN = "withdrawn", "Withdrawn"


A = AccomplishmentState
# The states in which everyone reads it.
PUBLIC_STATES = (A.PUBLISHED, A.CORRECTED)
# The states in which it waits for a person.
WAITING_STATES = (A.DRAFT, A.ATTESTED, A.VERIFIED, A.CLEARED)
# What a list's filter calls them together.
WAITING = "waiting"

# The transitions of PRODUCT section 5. Each of the first four is taken by another person than those
# before it; whoever has the next step can send the words back to their author.
ACCOMPLISHMENT_LIFECYCLE = Lifecycle(
    name="accomplishment",
    states=AccomplishmentState,
    guards="outcomes.policies",
    permissions=P,
    rows=(
        Transition(
            "attest",
            sources=A.DRAFT,
            target=A.ATTESTED,
            permission=P.ACCOMPLISHMENT_ATTEST,
            guard="may_be_attested",
            label="Attest",
            past="attested",
        ),
        Transition(
            "verify",
            sources=A.ATTESTED,
            target=A.VERIFIED,
            permission=P.ACCOMPLISHMENT_VERIFY,
            guard="had_no_part",
            label="Verify",
            past="verified",
        ),
        Transition(
            "clear",
            sources=A.VERIFIED,
            target=A.CLEARED,
            permission=P.ACCOMPLISHMENT_CLEAR,
            guard="may_be_cleared",
            label="Clear for publication",
            past="cleared",
        ),
        Transition(
            "publish",
            sources=A.CLEARED,
            target=A.PUBLISHED,
            permission=P.ACCOMPLISHMENT_PUBLISH,
            guard="had_no_part",
            label="Publish",
            past="published",
        ),
        *(
            Transition(
                "send-back",
                sources=state,
                target=A.DRAFT,
                permission=permission,
                guard="is_not_sent_back",
                label="Send back to its author",
                past="sent back",
                reason_required=True,
            )
            for state, permission in (
                (A.DRAFT, P.ACCOMPLISHMENT_ATTEST),
                (A.ATTESTED, P.ACCOMPLISHMENT_VERIFY),
                (A.VERIFIED, P.ACCOMPLISHMENT_CLEAR),
                (A.CLEARED, P.ACCOMPLISHMENT_PUBLISH),
            )
        ),
        *(
            Transition(
                "correct",
                sources=state,
                target=A.CORRECTED,
                permission=P.ACCOMPLISHMENT_PUBLISH,
                guard="may_be_corrected",
                label="Correct",
                past="corrected",
                reason_required=True,
            )
            for state in PUBLIC_STATES
        ),
        Transition(
            "withdraw",
            sources=PUBLIC_STATES,
            target=A.WITHDRAWN,
            permission=P.ACCOMPLISHMENT_PUBLISH,
            label="Withdraw",
            past="withdrawn",
            reason_required=True,
        ),
        Transition(
            "discard",
            sources=A.DRAFT,
            target=A.DISCARDED,
            permission=P.ACCOMPLISHMENT_WRITE,
            guard="may_be_discarded",
            label="Discard draft",
            past="discarded",
            reason_required=True,
        ),
    ),
)


class Baseline(models.TextChoices):
    """What the latest year of counts is compared with. A peak just before the engagement flatters the first one."""

    YEAR_BEFORE = "year_before", "The year before the engagement"
    THREE_YEARS = "three_years", "The average of the three years before the engagement"


class Verdict(models.TextChoices):
    """What a change says, given its interval."""

    DOWN = "down", "Down"
    UP = "up", "Up"
    TOO_FEW = "too_few", "Too few to tell"
    TOO_VARIED = "too_varied", "Months vary too much to tell"
    NEW_DEFINITION = "new_definition", "Not comparable"
    NOT_ENOUGH = "not_enough", "Not enough data"


class Better(models.TextChoices):
    """Which way a measure improves."""

    UP = "up", "Higher is better"
    DOWN = "down", "Lower is better"
    NONE = "none", "Neither way is better"


class Frequency(models.TextChoices):
    """How often a site reports a measure."""

    QUARTER = "quarter", "Each quarter"
    MONTH = "month", "Each month"


class Reporter(models.TextChoices):
    """The seat of the site's team that enters a measure, by the seat's own name."""

    LAW_ENFORCEMENT = "law-enforcement", "Point of contact, law enforcement"
    USAO = "usao", "Point of contact, U.S. Attorney's Office"
    ADVISOR = "advisor", "PSP Program Advisor"
    LIAISON = "liaison", "Strategic Site Liaison"


class Qualifier(models.TextChoices):
    """How exact a number is."""

    EXACT = "exact", "Exactly"
    MORE_THAN = "more_than", "More than"
    AT_LEAST = "at_least", "At least"
    ABOUT = "about", "About"
    FEWER_THAN = "fewer_than", "Fewer than"


class ChangeKind(models.TextChoices):
    """Why a later version replaced a measurement."""

    CORRECTED = "corrected", "It was entered wrong"
    RESTATED = "restated", "The source changed the number"
