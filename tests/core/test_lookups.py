"""One of many values as one parameter: the same rows as a list of parameters, on both databases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.organisations.models import Organisation, Place

pytestmark = pytest.mark.django_db
TEXTS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=12)
RELAXED = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@RELAXED
@given(names=st.lists(TEXTS.filter(str.strip), min_size=1, max_size=5, unique=True), asked=st.lists(TEXTS, max_size=5))
def test_texts_numbers_and_keys_are_found_as_one_by_one(names, asked):
    Organisation.objects.all().delete()
    rows = [Organisation.objects.create(name=name, source_key=name) for name in names]
    for row in rows[::2]:
        Place.objects.create(organisation=row, city="Kayes")
    wanted = [*asked, *names[::2]]
    found = Organisation.objects.filter(source_key__among=wanted)
    assert set(found) == set(Organisation.objects.filter(source_key__in=wanted))
    numbers = [row.pk for row in rows[1:]] + [10**12]
    assert set(Organisation.objects.filter(pk__among=numbers)) == set(rows[1:])
    seats = Place.objects.filter(organisation__among=[row.pk for row in rows])
    assert seats.count() == len(rows[::2])
    assert not Organisation.objects.filter(pk__among=[]).exists()
