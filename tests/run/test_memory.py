"""Processes load what they use: each of six would pay for a library that one of them needs."""

import subprocess
import sys

import pytest

from psp_portal.local.environment import ROOT

LOADED = "import sys, django; django.setup(); print(*sys.modules)"


@pytest.mark.parametrize(
    "library", ["openpyxl", "drf_spectacular.plumbing", "requests", "pygments"]
)
def test_starting_the_portal_loads_no_library_of_few_pages(library):
    done = subprocess.run(  # noqa: S603 -- our own command line
        [sys.executable, "-c", LOADED], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert library not in done.stdout.split()
