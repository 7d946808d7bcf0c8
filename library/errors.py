"""Refusals of the library app, each with what to do next."""

from foundation.workflow.errors import InvalidInput, NotAllowed, Refused


class NotYourResource(NotAllowed):
    """Its owner and the people who manage resources for its readers change a resource."""

    message = "Only the owner or someone who manages these resources can do this."


class NotYourAudience(InvalidInput):
    """The actor may not give resources to these readers."""

    message = "You can't share resources with these readers. Choose another audience."


class NoSiteNamed(InvalidInput):
    """A resource for one site names it, and another names none."""

    message = "Choose the site that can read it."


class SiteNamed(InvalidInput):
    """A resource for everyone belongs to no site."""

    message = "Leave the site blank, or choose “One site” as the audience."


class AudienceFixed(InvalidInput):
    """What was written for one site never becomes everyone's by a change of a field."""

    message = "A resource for one site stays there. Use “Share with everyone” on its page instead."


class FileOrLink(InvalidInput):
    """A resource is a file or leads to one."""

    message = "Add a file or a web address."


class OneOfFileAndLink(InvalidInput):
    """A resource is a file or a link, so that it has one latest version."""

    message = "Add a file or a web address, not both."


class InsecureLink(InvalidInput):
    """A link whose page others could read or change on its way."""

    message = "Enter a web address that begins with https://."


class FileNotCleared(Refused):
    """What the virus check hasn't cleared goes to no one else."""

    message = "The virus check hasn't cleared its file. Try again later, or replace the file first."


class ReviewInThePast(InvalidInput):
    """The next review lies ahead."""

    message = "Enter a review date after today."


class ReviewTooFar(InvalidInput):
    """Nothing is right for more than five years without a look at it."""

    message = "Enter a review date within the next five years."


class Archived(Refused):
    """An archived resource is read, and not changed any more."""

    message = "This resource is archived. Restore it to change it."


class NotArchived(Refused):
    """What isn't archived can't be restored."""

    message = "This resource isn't archived. Open it again to see the latest."


class NotYourProposal(NotAllowed):
    """DOJ staff who share resources with everyone decide what is proposed."""

    message = "Only DOJ staff who share resources with everyone can decide on a proposal."


class AlreadyProposed(Refused):
    """What was proposed waits for a decision."""

    message = "This was already proposed. You can propose it again after a decision."


class AlreadyDecided(Refused):
    """A proposal was decided in another window."""

    message = "This was already decided. Open the page again to see the latest."


class NotForEveryone(InvalidInput):
    """What is proposed is for more readers than one site's."""

    message = "Choose everyone who signs in, or the public."


class AlreadyMarked(Refused):
    """One person's mark counts once."""

    message = "You already marked this as useful."


class NotMarked(Refused):
    """There is no mark to remove."""

    message = "You haven't marked this as useful."
