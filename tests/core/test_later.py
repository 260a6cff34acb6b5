"""Heavy libraries are loaded at their first use, and not by the house when it starts."""

import subprocess
import sys

from maillage.core.later import later

SELDOM = (
    "xlsxwriter",
    "typst",
    "icalendar",
    "odswriter",
    "PIL",
    "lxml",
    "python_calamine",
    "puremagic",
    "snowballstemmer",
    "segno",
    "dateutil",
)


def test_a_module_comes_at_its_first_use():
    fractions = later("fractions")
    assert fractions.Fraction(1, 2) + fractions.Fraction(1, 2) == 1


def test_the_house_starts_without_what_it_seldom_needs():
    said = subprocess.run(
        [sys.executable, "-c", "import sys, django; django.setup(); import maillage.urls; print(*sys.modules)"],
        capture_output=True, text=True, check=True, env=None,
    ).stdout.split()  # fmt: skip
    assert not set(SELDOM) & set(said)
