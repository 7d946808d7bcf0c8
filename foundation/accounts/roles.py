"""Roles that a lawyer can read: what each is for and may do. The database stores the slug."""

from dataclasses import dataclass

from foundation.accounts.permissions import Permission as P


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of a role at a site: ``slug`` is stored; an empty ``required`` seat is a gap."""

    slug: str
    title: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Role:
    """A name, a purpose in plain words, and permissions.

    ``single_seats``: each seat has one person at a time. ``clearance`` is the federal clearance
    that the role grants at its sites: ``all``, ``agency`` (its own seat's agency, or shared), or
    none.
    """

    slug: str
    title: str
    purpose: str
    permissions: frozenset[P]
    seats: tuple[Seat, ...] = ()
    single_seats: bool = False
    clearance: str = ""


def needs_approval(role: str, seat: str) -> bool:
    """Return whether a second person must approve who gets the seat, as it reads federal items.

    ``app_needs_approval()`` says the same in SQL.
    """
    return ROLES[role].clearance in {"all", "agency", seat}


EVERYONE = frozenset({P.INBOX_VIEW})
TEAM = EVERYONE | {P.SITE_VIEW, P.REQUEST_VIEW, P.LIST_EXPORT, P.UPDATE_VIEW}

# What both staff roles can do with every request; the person who requested help never can.
DESK = frozenset(
    {
        P.REQUEST_TRIAGE,
        P.REQUEST_ASSIGN,
        P.REQUEST_CONFIRM_OFFER,
        P.REQUEST_REGRADE,
        P.REQUEST_DECLINE,
        P.REQUEST_REOPEN,
        P.REQUEST_LINK,
        P.REQUEST_MARK,
        P.REQUEST_STEER,
        P.DELIVERY_CORRECT,
        P.REFERRAL_ASK,
        P.REFERRAL_ANSWER,
        P.REQUEST_WRITE_MESSAGE,
        P.REQUEST_READ_INTERNAL,
        P.REQUEST_EXPLAIN,
        P.SCOPE_WRITE,
        P.SCOPE_SIGN,
        P.COMMITMENT_KEEP,
        P.CASELOAD_VIEW,
        P.UPDATE_REVIEW,
        P.VIEW_SHARE,
        P.DATA_IMPORT,
        P.TEAM_INVITE,
        P.TEAM_APPROVE,
        P.EXCHANGE_KEEP,
        P.EXCHANGE_MANAGE,
        P.GRANT_KEEP,
        P.GRANT_MANAGE,
        P.SUMMARY_SEND,
    }
)

EXECUTIVE_LEADERSHIP = Role(
    slug="executive-leadership",
    title="Executive Leadership",
    purpose="Provides oversight and support; reads the site's work and endorses its requests and plans.",
    permissions=TEAM
    | {P.REQUEST_ENDORSE, P.PLAN_APPROVE, P.DELEGATION_NOMINATE, P.SUMMIT_NOTE}
    | {P.ACCOMPLISHMENT_ATTEST, P.EXCHANGE_ANSWER, P.EXCHANGE_KEEP},
    seats=(Seat("executive", "Executive Leadership"),),
)
POINT_OF_CONTACT = Role(
    slug="point-of-contact",
    title="Point of Contact",
    purpose="Represents one site: asks for help, tracks requests to completion, and invites local members.",
    permissions=TEAM
    | {
        P.REQUEST_CREATE,
        P.REQUEST_SUBMIT,
        P.REQUEST_WITHDRAW,
        P.REQUEST_WRITE_MESSAGE,
        P.REQUEST_REOPEN,
        P.SCOPE_SIGN,
        P.DELIVERY_CONFIRM,
        P.COMMITMENT_KEEP,
        P.REFERRAL_ANSWER,
        P.TEAM_INVITE,
        P.PLAN_WRITE,
        P.RECOMMENDATION_ANSWER,
        P.ACCOMPLISHMENT_WRITE,
        P.MEASUREMENT_ENTER,
        P.DELEGATION_NOMINATE,
        P.SUMMIT_NOTE,
        P.RESOURCE_ADD,
        P.EXCHANGE_ASK,
        P.EXCHANGE_ANSWER,
        P.EXCHANGE_KEEP,
        P.GRANT_KEEP,
        P.SUMMARY_SEND,
    },
    seats=(Seat("usao", "U.S. Attorney's Office"), Seat("law-enforcement", "Law enforcement")),
    clearance="usao",
)
CHAMPION = Role(
    slug="program-office-champion",
    title="DOJ Program Office Champion",
    purpose="Helps the site use the resources of DOJ's program offices.",
    permissions=TEAM
    | {P.REQUEST_WRITE_MESSAGE, P.REQUEST_STEER, P.SUMMIT_NOTE}
    | {P.RESOURCE_ADD, P.RESOURCE_SHARE, P.GRANT_KEEP},
    seats=(Seat("champion", "DOJ Program Office Champion"),),
    single_seats=True,
    clearance="all",
)
LIAISON = Role(
    slug="strategic-site-liaison",
    title="Strategic Site Liaison",
    purpose="Works with each site: logs updates, triages requests, and coordinates the work.",
    permissions=TEAM
    | {
        P.REQUEST_TRIAGE,
        P.REQUEST_WRITE_MESSAGE,
        P.REQUEST_EXPLAIN,
        P.COMMITMENT_KEEP,
        P.UPDATE_LOG,
        P.CASELOAD_VIEW,
        P.PLAN_WRITE,
        P.RECOMMENDATION_WRITE,
        P.RECOMMENDATION_VERIFY,
        P.ACCOMPLISHMENT_WRITE,
        P.ACCOMPLISHMENT_VERIFY,
        P.MEASUREMENT_ENTER,
        P.MEASUREMENT_VERIFY,
        P.SUMMIT_NOTE,
        P.RESOURCE_ADD,
        P.EXCHANGE_ASK,
        P.EXCHANGE_KEEP,
        P.GRANT_KEEP,
        P.SUMMARY_SEND,
    },
    seats=(Seat("liaison", "Strategic Site Liaison"),),
    single_seats=True,
)
FEDERAL_PARTNER = Role(
    slug="federal-law-enforcement",
    title="DOJ Federal Law Enforcement",
    purpose="Connects the site with the resources of ATF, DEA, the FBI, or USMS.",
    permissions=TEAM
    | {
        P.REQUEST_WRITE_MESSAGE,
        P.REFERRAL_ANSWER,
        P.OFFER_ANSWER,
        P.SCOPE_WRITE,
        P.DELIVERY_REPORT,
        P.ACCOMPLISHMENT_CONCUR,
        P.SUMMIT_NOTE,
    },
    seats=(Seat("ATF", "ATF"), Seat("DEA", "DEA"), Seat("FBI", "FBI"), Seat("USMS", "USMS")),
    single_seats=True,
    clearance="agency",
)
ADVISOR = Role(
    slug="program-advisor",
    title="PSP Program Advisor",
    purpose="From BJA's TTA provider; supports the site's violence reduction efforts.",
    permissions=TEAM
    | {P.REQUEST_WRITE_MESSAGE, P.PLAN_WRITE, P.ACCOMPLISHMENT_WRITE, P.SUMMIT_NOTE}
    | {P.RESOURCE_ADD, P.MEASUREMENT_ENTER},
    seats=(Seat("advisor", "PSP Program Advisor"),),
    single_seats=True,
)

PROGRAM_MANAGER = Role(
    slug="program-manager",
    title="Program Manager",
    purpose="Runs the program for DOJ at all sites: seats, routing, and publishing.",
    permissions=TEAM
    | DESK
    | {P.TEAM_MANAGE, P.STAFF_APPROVE, P.ENGAGEMENT_MANAGE, P.REQUEST_PRESERVE}
    | {P.RECOMMENDATION_WRITE, P.RECOMMENDATION_VERIFY}
    | {P.REPORT_VIEW, P.REPORT_FREEZE}
    | {P.SUMMIT_MANAGE, P.SUMMIT_ORGANIZE, P.APPLICATION_MANAGE, P.FIGURE_IMPORT}
    | {P.ACCOMPLISHMENT_WRITE, P.ACCOMPLISHMENT_CLEAR, P.ACCOMPLISHMENT_PUBLISH}
    | {P.MEASUREMENT_ENTER, P.MEASUREMENT_VERIFY}
    | {P.COMMUNITY_MANAGE, P.COMMUNITY_FACILITATE}
    | {P.RESOURCE_ADD, P.RESOURCE_SHARE, P.RESOURCE_PUBLISH},
    clearance="all",
)
COORDINATOR = Role(
    slug="tta-coordinator",
    title="TTA Coordinator",
    purpose="Triages every request at all sites and confirms the provider.",
    permissions=TEAM
    | DESK
    | {P.REQUEST_CREATE, P.REPORT_VIEW, P.ACCOMPLISHMENT_CLEAR}
    | {P.RESOURCE_ADD, P.RESOURCE_SHARE},
    clearance="all",
)
ANALYST = Role(
    slug="analyst",
    title="Analyst",
    purpose="Reads and exports data from all sites, except federal items.",
    permissions=TEAM
    | {P.CASELOAD_VIEW, P.REQUEST_EXPLAIN, P.VIEW_SHARE, P.REPORT_VIEW, P.FIGURE_IMPORT},
)
ADMINISTRATOR = Role(
    slug="administrator",
    title="Administrator",
    purpose="Manages users and settings; sees a site's content only through an open break-glass record.",
    permissions=EVERYONE | {P.ADMIN_USE, P.GLASS_BREAK},
)
PROVIDER = Role(
    slug="provider",
    title="TTA provider",
    purpose="Answers offers made to their organization and delivers the work it accepts.",
    permissions=EVERYONE
    | {
        P.OFFER_VIEW,
        P.OFFER_ANSWER,
        P.AVAILABILITY_KEEP,
        P.REQUEST_VIEW,
        P.REQUEST_WRITE_MESSAGE,
        P.SCOPE_WRITE,
        P.DELIVERY_REPORT,
        P.COMMITMENT_KEEP,
    },
)
COLLEAGUE = Role(
    slug="federal-colleague",
    title="Federal colleague",
    purpose="From a federal office with no seat at the site; comments on a request after being invited.",
    permissions=EVERYONE | {P.REQUEST_VIEW, P.REQUEST_COMMENT},
)

SITE_ROLES = (
    EXECUTIVE_LEADERSHIP,
    POINT_OF_CONTACT,
    LIAISON,
    CHAMPION,
    FEDERAL_PARTNER,
    ADVISOR,
)
STAFF_ROLES = (PROGRAM_MANAGER, COORDINATOR, ANALYST, ADMINISTRATOR)
# The permissions of an organization's staff on whatever is shared with it.
ORGANIZATION_ROLES = (PROVIDER, COLLEAGUE)
ROLES = {role.slug: role for role in (*SITE_ROLES, *STAFF_ROLES, *ORGANIZATION_ROLES)}

# What an open break-glass record lets an administrator do at its site: read, but change nothing.
BROKEN_GLASS = frozenset({P.SITE_VIEW, P.REQUEST_VIEW, P.UPDATE_VIEW})
