"""Names of places written by people, and the codes they stand for."""

import re
import time

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from maillage.core import territories as t
from maillage.core.territories import cells

codes = st.sampled_from(t.COUNTRIES)


@given(codes, st.sampled_from(t.LANGUAGES))
def test_every_name_is_found_again(code, lang):
    name = t.country_name(code, lang)
    for written in (name, name.upper(), name.lower(), f"  {name} ", t.fold(name), f"{name} ({code})"):
        assert t.find_country(written) == code


@given(codes)
def test_every_code_is_itself_whatever_the_case(code):
    assert t.find_country(code) == t.find_country(code.lower()) == code


@given(st.text())
def test_any_text_gives_a_known_country_or_nothing(text):
    assert t.find_country(text) in {None, *t.COUNTRIES}


@given(st.text())
def test_any_cell_is_split_without_loss_of_sense(text):
    found, unknown = t.parse_countries(text)
    assert len(set(found)) == len(found)
    assert set(found) <= set(t.COUNTRIES)
    assert all(part.strip() for part in unknown)


@given(st.lists(codes, unique=True), st.sampled_from([", ", " ; ", "/", " | ", "\n"]), st.sampled_from(t.LANGUAGES))
def test_a_list_of_names_is_read_back(chosen, separator, lang):
    cell = separator.join(t.country_name(c, lang) for c in chosen)
    assert t.parse_countries(cell) == (chosen, [])


def test_the_list_is_iso_3166_plus_kosovo():
    not_countries = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
    cldr = {c for c in Locale("en").territories if len(c) == 2 and c.isalpha()}
    assert set(t.COUNTRIES) == cldr - not_countries
    assert len(t.COUNTRIES) == 250


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NA", "NA"),
        ("na", "NA"),
        ("Namibie", "NA"),
        ("n/a", None),
        ("N.A.", None),
        ("RDC", "CD"),
        ("RD Congo", "CD"),
        ("Congo-Kinshasa", "CD"),
        ("Congo (RDC)", "CD"),
        ("République démocratique du Congo", "CD"),
        ("Congo (Brazzaville)", "CG"),
        ("République du Congo", "CG"),
        ("Congo", None),
        ("Corée", None),
        ("Corée du Sud", "KR"),
        ("Côte d'Ivoire", "CI"),
        ("COTE D’IVOIRE", "CI"),
        ("Ivory Coast", "CI"),
        ("Birmanie", "MM"),
        ("Myanmar", "MM"),
        ("Palestine", "PS"),
        ("Territoires palestiniens", "PS"),
        ("Kosovo", "XK"),
        ("XK", "XK"),
        ("COD", "CD"),
        ("HTI", "HT"),
        ("haiti", "HT"),
        ("El Salvador", "SV"),
        ("Salvador", "SV"),
        ("le Sénégal", "SN"),
        ("Les Philippines", "PH"),
        ("États-Unis", "US"),
        ("USA", "US"),
        ("Cap-Vert", "CV"),
        ("RCA", "CF"),
        ("Swaziland", "SZ"),
        ("Dakar (Sénégal)", "SN"),
        ("Mali (Kayes)", "ML"),
        ("Niger (Nigeria)", None),
        ("Guinée", "GN"),
        ("Guinée-Bissau", "GW"),
        ("Trinidad & Tobago", "TT"),
        ("St Vincent et les Grenadines", "VC"),
        ("Monde", None),
        ("", None),
        ("   ", None),
        ("()", None),
    ],
)
def test_names_as_people_write_them(text, code):
    assert t.find_country(text) == code


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("SV, ET, BR", (["SV", "ET", "BR"], [])),
        ("Mali ; Burkina Faso / Bénin", (["ML", "BF", "BJ"], [])),
        ("Congo (RDC), Haïti", (["CD", "HT"], [])),
        ("Mali et Sénégal", (["ML", "SN"], [])),
        ("Trinité-et-Tobago et Mali", (["TT", "ML"], [])),
        ("Bosnie et Herzégovine, Inde", (["BA", "IN"], [])),
        ("Congo, République démocratique du, Mali", (["CD", "ML"], [])),
        ("Mali (Kayes, Ségou), Niger", (["ML", "NE"], [])),
        ("Mali, Afrique de l’Ouest, mali", (["ML"], ["Afrique de l’Ouest"])),
        ("Congo ; Togo", (["TG"], ["Congo"])),
        ("NA", (["NA"], [])),
        ("NA, ML", (["NA", "ML"], [])),
        ("n/a", ([], [])),
        ("—", ([], [])),
        ("", ([], [])),
        (" ; , ", ([], [])),
        ("Bosnia & Herzegovina & Mali", (["BA", "ML"], [])),
        ("日本", ([], ["日本"])),
    ],
)
def test_cells(cell, expected):
    assert t.parse_countries(cell) == expected


@given(st.text("aé ,;/()|\n•"))
def test_a_separator_before_a_closing_bracket_belongs_to_it(text):
    assert cells._split_hard(text) == re.split(r"[,;/|\n\r\t•·](?![^()]*\))", text)


@pytest.mark.parametrize(
    "cell", ["," * 200_000 + ")", "(Mali," * 20_000, "Mali, " * 20_000 + ")", "aa et " * 1_000 + "bb"]
)
def test_a_long_cell_takes_no_longer_than_its_length(cell):
    start = time.perf_counter()
    t.parse_countries(cell)
    assert time.perf_counter() - start < 5


def test_groups_follow_the_donors():
    assert t.country_group("PS") == "asia"
    assert t.country_group("MX") == t.country_group("HT") == "latin_america"
    assert t.country_group("AQ") is None
    assert all(t.country_group(c) in t.GROUPS for c in t.COUNTRIES if c != "AQ")
    assert t.group_name("latin_america", "fr-CA") == "Amérique latine et Caraïbes"


def test_names_change_with_the_language():
    assert t.country_name("BR", "es-MX") == "Brasil"
    assert t.country_name("BR", "en_CA") == "Brazil"
    assert t.country_name("BR", "xx") == "Brésil"
    assert t.country_name("ZZ", "fr") == "ZZ"
    assert next(c for c, _ in t.countries("fr")) == "AF"


@given(st.sampled_from(t.TERRITORIES), st.data())
def test_every_region_is_found_by_code_and_by_name(territory, data):
    code = data.draw(st.sampled_from(t.region_codes(territory)))
    lang = data.draw(st.sampled_from(t.LANGUAGES))
    name = t.region_name(territory, code, lang)
    for written in (code, name, name.upper(), f"{code} - {name}", f"{name} ({code})"):
        assert t.find_region(territory, written) == code


@given(st.sampled_from(t.TERRITORIES), st.text())
def test_any_text_is_a_region_or_nothing(territory, text):
    assert t.find_region(territory, text) in {None, *t.region_codes(territory)}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("31000", "31"),
        ("31 000", "31"),
        ("01000", "01"),
        ("20000", "2A"),
        ("20200", "2B"),
        ("2a004", "2A"),
        ("97410", "974"),
        ("97150", None),
        ("97500", None),
        ("99999", None),
        ("3100", None),
        ("H2X 1Y4", None),
    ],
)
def test_departements(code, expected):
    assert t.departement(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("1000", "BRU"), ("B-4000", "WLG"), ("6600", "WLX"), ("9999", "VOV"), ("0999", None), ("75001", None)],
)
def test_belgian_provinces(code, expected):
    assert t.belgian_province(code) == expected


def test_regions():
    assert len(t.QUEBEC) == 17
    assert len(t.FRANCE) == 101
    assert len(t.OCCITANIE) == 13
    assert t.find_region("quebec", "3") == "03"
    assert t.find_region("quebec", "03 Estrie") is None
    assert t.find_region("occitanie", "75001") is None
    assert t.find_region("belgique-regions", "5000") == "WAL"
    assert t.find_region("belgique", "Antwerpen") == "VAN"
    assert {t.belgian_region(p) for p in t.region_codes("belgique")} == {"BRU", "VLG", "WAL"}
