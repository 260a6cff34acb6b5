"""IATI's codelists: each is read by itself, with French names where IATI gives them."""

import pytest

from maillage.core import codelists


def test_a_sector_has_its_names():
    assert codelists.label("Sector", "15170", "fr") != codelists.label("Sector", "15170", "en")
    assert "femmes" in codelists.label("Sector", "15170", "fr").lower()
    assert codelists.label("Sector", "99999999", "fr") == "99999999"


def test_countries_and_currencies_are_those_of_the_reader():
    assert codelists.label("Country", "BE", "fr") == "Belgique"
    assert codelists.label("Country", "BE", "es") == "Bélgica"
    assert codelists.label("Currency", "XOF", "fr").startswith("franc CFA")


def test_every_list_reads():
    for _path, name, _condition in codelists.mappings():
        assert codelists.codelist(name).codes
    with pytest.raises(KeyError):
        codelists.codelist("Nothing")


def test_what_was_withdrawn_is_not_offered():
    offered = dict(codelists.choices("Sector", "fr"))
    withdrawn = [one.code for one in codelists.codelist("Sector").codes.values() if one.withdrawn]
    assert withdrawn
    assert not set(withdrawn) & set(offered)
