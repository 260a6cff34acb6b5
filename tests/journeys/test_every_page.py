"""The team opens every page that its menus lead to. A file of its own: one process opens them all (`--dist loadfile`), but
for half of the director's, in the file beside."""

import pytest

from tests.journeys.walking import walk

pytestmark = [pytest.mark.journey, pytest.mark.slow]
TEAM = ["Amina Sarr", "Élise Vandamme", "Joseph Tremblay", "Nour Haddad", "Camille Peeters", "Thierry Mbala",
        "Sofia Nguyen", "Hélène Roy", "Youssef Lambert"]  # fmt: skip


@pytest.mark.parametrize("name", TEAM)
def test_every_page_opens(person, site, name):
    walk(person, site, name, half=0 if name == TEAM[0] else None)
