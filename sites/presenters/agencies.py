"""A site's coalition as text: its agencies, whom to call there, and how fresh that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from foundation.accounts.actors import Actor
from foundation.calendars.business_time import BusinessCalendar
from foundation.calendars.holidays import calendar_for
from foundation.exports.forms import ExportOffer, export_of
from foundation.exports.registry import Cell
from foundation.ui import dates
from sites import policies
from sites.models import Contact, Site, SiteAgency
from sites.presenters.tabs import tabs_of

# Where the export's query names the site.
SITE = "site"


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency of the coalition as one reader sees it.

    Attributes:
        agency: the row.
        days: since when, and until when, it belongs to the coalition.
        fresh: who last verified its contact, and when; or that nobody did.
        is_stale: whether that is too long ago.
        gap: for a prosecutor without a contact, how long the required seat is vacant.
        may_keep: whether the reader may change it.
        may_verify: whether the reader may verify its contact.
        may_lead: whether the reader may make it the lead agency.
    """

    agency: SiteAgency
    days: str
    fresh: str
    is_stale: bool
    gap: str
    may_keep: bool
    may_verify: bool
    may_lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CoalitionPage:
    """Everything the page shows besides the site's own fields.

    Attributes:
        tabs: the site's pages: label, URL, whether it is this one.
        lines: agencies in the coalition, the lead first.
        former: agencies that have left, the last to leave first.
        may_add: whether the reader can add an agency.
        public_lead: the lead agency of the public profile, where it is another one.
        export: the export form; None if there is nothing to export.
    """

    tabs: Sequence[tuple[str, str, bool]]
    lines: Sequence[AgencyLine]
    former: Sequence[AgencyLine]
    may_add: bool
    public_lead: str
    export: ExportOffer | None


def page_of(
    site: Site, agencies: Sequence[SiteAgency], actor: Actor, *, team: str, today: date
) -> CoalitionPage:
    """Show a site's coalition to a reader who can enter the site.

    Arguments:
        site: the site.
        agencies: its agencies, former ones too (``SiteAgency.objects.at(site).for_list()``).
        actor: the reader.
        team: the path of the team page, whose tab this page belongs to.
        today: the day at the site.
    """
    calendar = calendar_for(site.time_zone)
    lines = [_line(each, site, actor, today, calendar) for each in agencies]
    leader = next((each.name for each in agencies if each.is_lead), "")
    return CoalitionPage(
        tabs=tabs_of(site, actor, team),
        lines=[line for line in lines if line.agency.left_on is None],
        former=[line for line in lines if line.agency.left_on is not None],
        may_add=bool(policies.keepable_kinds(actor, site)),
        public_lead=site.lead_agency if leader and leader != site.lead_agency else "",
        export=export_of("coalition", f"{SITE}={site.slug}", actor) if agencies else None,
    )


def _line(
    agency: SiteAgency, site: Site, actor: Actor, today: date, calendar: BusinessCalendar
) -> AgencyLine:
    is_here = agency.left_on is None
    may_keep = is_here and policies.can_keep_agency(actor, site, agency.kind)
    return AgencyLine(
        agency=agency,
        days=days_of(agency),
        fresh=freshness_of(agency.contact),
        is_stale=is_here
        and agency.contact is not None
        and policies.is_stale(agency.contact, today),
        gap=policies.gap(agency.uncovered_since, today, calendar) if agency.needs_contact else "",
        may_keep=may_keep,
        may_verify=is_here and policies.can_keep_contacts(actor, site),
        may_lead=may_keep and not agency.is_lead and policies.can_choose_lead(actor, site),
    )


def days_of(agency: SiteAgency) -> str:
    """Return since when, and until when, an agency belongs to its coalition."""
    first = f"since {dates.full_day(agency.joined_on)}" if agency.joined_on else ""
    if agency.left_on is None:
        return first.capitalize() or "First day not recorded"
    last = f"through {dates.full_day(agency.left_on)}"
    start = f"From {dates.full_day(agency.joined_on)} " if agency.joined_on else ""
    return f"{start}{last}" if start else last.capitalize()


def freshness_of(contact: Contact | None) -> str:
    """Return when a contact was last verified, and by whom."""
    if contact is None:
        return ""
    if contact.verified_on is None:
        return f"Not verified since {dates.full_day(contact.since)}"
    by = f" by {contact.verified_by.name}" if contact.verified_by else ""
    return f"Verified {dates.full_day(contact.verified_on)}{by}"


def cells_of(agency: SiteAgency) -> Sequence[Cell]:
    """Return the cells of an agency in an export."""
    contact = agency.contact
    return (
        agency.name,
        str(agency.get_kind_display()),
        "Yes" if agency.is_lead else "",
        contact.name if contact else "",
        contact.title if contact else "",
        contact.email if contact else "",
        contact.phone if contact else "",
        contact.verified_on if contact else None,
        contact.verified_by.name if contact and contact.verified_by else "",
        agency.joined_on,
        agency.left_on,
    )
