"""Resources, their files, and who found them useful."""

from library.models.files import ResourceFile
from library.models.marks import UsefulMark
from library.models.resources import SECURE, Resource

__all__ = ["SECURE", "Resource", "ResourceFile", "UsefulMark"]
