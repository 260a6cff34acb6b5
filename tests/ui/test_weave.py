"""The woven identity and the check of a network's colours."""

import unicodedata
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.ui import weave

names = st.text(max_size=60)
colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@given(names, st.integers(1, 20), st.integers(1, 20))
def test_any_name_gives_a_full_cloth(name, columns, rows):
    svg = weave.weave(name, columns, rows)
    root = ET.fromstring(svg)
    assert "style" not in svg
    assert root.get("aria-hidden") == "true"
    cells = weave._cells(name, columns, rows, weave.PALETTE)
    assert sum(length for runs in cells.values() for *_, length in runs) == columns * rows
    assert set(cells) <= set(weave.PALETTE)


@given(names)
def test_the_tile_is_light_and_stable(name):
    svg = weave.weave(name)
    assert len(svg) <= 650
    assert svg == weave.weave(f" {unicodedata.normalize('NFD', name)} ") or name != " ".join(name.split())


@given(names)
def test_warp_and_weft_can_be_told_apart(name):
    used = list(weave._cells(name, 6, 6, weave.PALETTE))
    assert len(used) >= 2
    assert max(weave.contrast(a, b) for a in used for b in used) > 2.5


def test_names_differ():
    members = ["Atelier du monde", "Comité de solidarité", "Femmes sans frontières", "Mutuelle", "Kɔrɔnfɛ", "Semences"]
    assert len({weave.weave(m) for m in members}) == len(members)


def test_bands():
    top, foot = weave.band("Confluences"), weave.band("Confluences", key="pied")
    assert ET.fromstring(top).find(".//pattern").get("id") != ET.fromstring(foot).find(".//pattern").get("id")
    assert len(top) < 900
    assert ET.fromstring(weave.band_file("Confluences", repeat=3)).get("width") == "216"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#fff", 21),
        ("#ffffff", "#FFF", 1),
        ("#1b1a2e", "#fff", 17.0),
        ("#2e3192", "#fff", 10.7),
        ("#f7b52c", "#14163f", 9.5),
        ("#9c1446", "#ffffff", 8.1),
    ],
)
def test_contrast_of_the_identity(one, other, ratio):
    assert weave.contrast(one, other) == pytest.approx(ratio, abs=0.06)


@given(colours, colours)
def test_contrast_is_symmetrical_and_bounded(one, other):
    assert 1 <= weave.contrast(one, other) == weave.contrast(other, one) <= 21


@pytest.mark.parametrize("bad", ["red", "#12", "#12345g", "", "#1234567", "url(x)", "#fff;}"])
def test_only_hexadecimal_colours(bad):
    with pytest.raises(ValueError, match="not a colour"):
        weave.contrast(bad, "#fff")
    assert weave.check_palette({"lien": bad})


def test_the_identity_passes_its_own_check():
    assert weave.check_palette({}) == []
    assert weave.check_palette({"lien": "#1c6444"}) == []


def test_unreadable_colours_are_explained():
    (first, *_) = weave.check_palette({"lien": "#f7b52c"})
    assert "lien" in first
    assert "1,8" in first
    assert "4,5" in first
    assert "1.8" in weave.check_palette({"lien": "#f7b52c"}, "en")[0]
    assert "couleur réglable" in weave.check_palette({"inconnue": "#fff"})[0]


@given(st.dictionaries(st.sampled_from(list(weave.TOKENS)), colours))
def test_any_palette_gets_an_answer(palette):
    assert all(isinstance(reason, str) for reason in weave.check_palette(palette))
