"""A stored file in words: what is said of it, and whether it leads anywhere."""

import pytest

from foundation.files.lines import line_of, scan_in_words
from tta_requests.models import Attachment


@pytest.mark.parametrize(
    ("scan", "said", "leads_to"),
    [
        ("clean", "", "/file/"),
        ("not-scanned", " · Not scanned for viruses", "/file/"),
        ("pending", " · Being checked", ""),
        ("infected", " · Refused", ""),
    ],
)
def test_a_file_leads_where_it_is_downloaded_once_its_scan_allows_that(scan, said, leads_to):
    file = Attachment(name="week.pdf", size=2048, scan=scan)
    line = line_of(
        file, "Mar 3", "", description="Counts", href="/file/", remove_href="/file/remove/"
    )
    assert line.about == f"Counts · 2 KB · Mar 3{said}"
    assert (line.name, line.href, line.remove_href) == ("week.pdf", leads_to, "/file/remove/")


def test_what_the_scanner_found_is_said_to_those_who_may_know():
    assert scan_in_words("infected", "Eicar") == "Refused: the virus scanner found Eicar"
    assert scan_in_words("pending", "Eicar") == "Being checked"
