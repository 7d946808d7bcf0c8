"""Resources, their files, who found them useful, and what is proposed."""

from library.models.files import ResourceFile
from library.models.marks import UsefulMark
from library.models.proposals import Proposal
from library.models.resources import SECURE, Resource

__all__ = ["SECURE", "Proposal", "Resource", "ResourceFile", "UsefulMark"]
