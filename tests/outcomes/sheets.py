"""Small files of figures, read without a database."""

import io

from foundation.files.enums import MediaType
from foundation.imports import read
from outcomes.parsing import files, places
from outcomes.parsing.figures import Reading

STATES = places.States.of(
    [
        ("AL", "Alabama", "01"),
        ("CO", "Colorado", "08"),
        ("CT", "Connecticut", "09"),
        ("KY", "Kentucky", "21"),
        ("NE", "Nebraska", "31"),
        ("NM", "New Mexico", "35"),
        ("OH", "Ohio", "39"),
        ("TX", "Texas", "48"),
        ("VA", "Virginia", "51"),
        ("WV", "West Virginia", "54"),
    ]
)


def figures(text: str | bytes, **said) -> Reading:
    """Read a file of separated values."""
    content = text.encode() if isinstance(text, str) else text
    lines = read.lines(io.BytesIO(content), MediaType.CSV)
    return files.read(lines, STATES, files.Said(**said))


def counts(reading: Reading) -> list[tuple]:
    """Line, agency, period, measure, and value or status of everything that can be imported."""
    return [
        (
            row.line,
            row.agency.name,
            entry.period.year,
            entry.period.month,
            str(entry.measure),
            entry.value if entry.value is not None else str(entry.status),
        )
        for row in reading.rows
        for entry in row.entries
    ]


def reasons(reading: Reading, kind: str) -> list[tuple[tuple[int, ...], str]]:
    """Lines and sentences of a kind."""
    return [(issue.lines, issue.why) for issue in reading.of_kind(kind)]
