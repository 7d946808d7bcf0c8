"""Find the files of a site that a reader may open, with the item each came with, in one statement."""

from dataclasses import dataclass

from foundation.accounts.actors import Actor
from foundation.timeline.columns import Asked, Row
from foundation.timeline.documents import Kind, kind_of, sources
from foundation.timeline.reading import newest


@dataclass(frozen=True, slots=True)
class Document:
    """A file of a site, as its reader may open it."""

    row: Row
    kind: Kind


def documents_of(actor: Actor, asked: Asked, *, words: str) -> list[Document]:
    """Find a site's files, newest first; removed ones are left out.

    Arguments:
        actor: the reader.
        asked: the part of the list that is asked for.
        words: words that the name or description contains; empty for every file.
    """
    parts = [part for source in sources() for part in source.rows(actor, asked, words)]
    return [Document(row, kind_of(row.kind)) for row in newest(parts, asked)]
