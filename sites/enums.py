"""The choices of the sites app."""

from django.db import models


class SiteKind(models.TextChoices):
    """Whether a site is a city, county, tribal nation or several jurisdictions."""

    CITY = "city", "City"
    COUNTY = "county", "County"
    TRIBAL = "tribal", "Tribal nation"
    MULTIPLE = "multiple", "Several jurisdictions"


class AgencyKind(models.TextChoices):
    """The function of an agency of a site."""

    POLICE = "police", "Police department"
    SHERIFF = "sheriff", "Sheriff's office"
    PROSECUTOR = "prosecutor", "Prosecutor"
    USAO = "usao", "U.S. Attorney's Office"
    TRIBAL = "tribal", "Tribal agency"
    FEDERAL = "federal", "Federal agency"
    VICTIM_SERVICES = "victim-services", "Victim services"
    COMMUNITY = "community", "Community organization"
    OTHER = "other", "Other partner"


class FederalAgency(models.TextChoices):
    """The four federal law-enforcement partners of the program."""

    ATF = "ATF", "Bureau of Alcohol, Tobacco, Firearms and Explosives"
    DEA = "DEA", "Drug Enforcement Administration"
    FBI = "FBI", "Federal Bureau of Investigation"
    USMS = "USMS", "U.S. Marshals Service"


class Handling(models.TextChoices):
    """The handling mark, which only ever narrows who sees a row."""

    SITE = "site", "Site and partners"
    FEDERAL = "federal", "Federal only"
