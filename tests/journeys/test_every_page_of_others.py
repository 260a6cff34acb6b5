"""Visitors, delegates, members and partners open every page that theirs lead to: they have few in common with the team's.
With the other half of the director's: two processes share them."""

import pytest

from tests.journeys.walking import walk

pytestmark = [pytest.mark.journey, pytest.mark.slow]


@pytest.mark.parametrize("name", ["", "Bruno Lefebvre", "Dao Keïta", "Daniel Girard"])
def test_every_page_opens(person, site, name):
    walk(person, site, name)


def test_the_other_half_of_the_director(person, site):
    walk(person, site, "Amina Sarr", half=1)
