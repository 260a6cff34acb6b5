"""Maps: well-formed, escaped, named in three languages, and light."""

import gzip
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core import territories
from maillage.ui import maps, words

ROOT = Path(maps.__file__).parent
PARTNERS = {"ML": 7, "SN": 6, "BJ": 5, "CD": 8, "HT": 7, "PE": 5, "IN": 4, "PS": 2, "KM": 1, "WS": 1, "GF": 1}
counts_of_countries = st.dictionaries(st.sampled_from([*territories.COUNTRIES, "??"]), st.integers(-3, 10**6))


def size(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


def check(svg: str) -> ET.Element:
    root = ET.fromstring(svg)
    assert "<script" not in svg
    assert "style" not in svg
    assert not re.search(r"\son\w+=", svg)
    assert not re.search(r"href=\"\s*(javascript|data):", svg, re.IGNORECASE)
    assert root.find("title") is not None
    assert root.get("aria-labelledby") == root.find("title").get("id")
    return root


def links(root: ET.Element) -> dict[str, ET.Element]:
    return {a.get("aria-label"): a for a in root.iter("a")}


@settings(max_examples=60, deadline=None)
@given(
    counts_of_countries,
    st.one_of(st.none(), st.tuples(st.floats(-180, 180), st.floats(-90, 90))),
    st.sampled_from(["fr-CA", "en", "es", "nl", "??"]),
    st.text(max_size=20),
)
def test_any_counts_give_a_safe_world(counts, home, lang, address):
    svg = maps.world_map(counts, home=home, lang=lang, link=lambda c: address + c, base_url=address)
    root = check(svg)
    shown = {
        c for c, n in counts.items() if n > 0 and c in json.loads((ROOT / "data/world.json").read_text())["countries"]
    }
    assert len(list(root.iter("a"))) == len(shown)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(territories.TERRITORIES),
    st.dictionaries(st.sampled_from(["01", "06", "13", "31", "75", "BRU", "WAL", "971", "<"]), st.integers(-3, 10**6)),
    st.sampled_from(["fr", "en", "es"]),
    st.text(max_size=20),
)
def test_any_counts_give_a_safe_region(territory, counts, lang, text):
    check(maps.region_map(territory, counts, lang=lang, link=lambda c: text, selected=text))


def test_every_country_can_be_shown():
    codes = [c for c in territories.COUNTRIES if c not in {"AQ"}]
    root = check(maps.world_map(dict.fromkeys(codes, 1), link=lambda c: f"/{c}"))
    found = {a.get("href")[1:] for a in root.iter("a")}
    assert found == set(codes)
    for a in root.iter("a"):
        assert a.find("circle") is not None, a.get("aria-label")


def test_world_links_are_named_and_coloured():
    root = check(maps.world_map(PARTNERS, home=(-71.2, 46.8), lang="fr", link=lambda c: f"/pays/{c}"))
    assert root.get("role") == "group"
    named = links(root)
    assert named["Palestine\N{NO-BREAK SPACE}: 2 partenaires"].get("href") == "/pays/PS"
    assert named["Comores\N{NO-BREAK SPACE}: 1 partenaire"].find("circle").get("class") == "a"
    assert named["Haïti\N{NO-BREAK SPACE}: 7 partenaires"].find("path").get("class") == "b"
    assert root.find("title").text == "Carte du monde\N{NO-BREAK SPACE}: 47 partenaires dans 11 pays"
    assert "Haití: 7 organizaciones aliadas" in links(ET.fromstring(maps.world_map(PARTNERS, lang="es", link=str)))
    assert "Comoros: 1 partner" in links(ET.fromstring(maps.world_map(PARTNERS, lang="en", link=str)))


def test_a_world_without_links_is_an_image():
    root = check(maps.world_map(PARTNERS))
    assert root.get("role") == "img"
    assert not list(root.iter("a"))
    assert check(maps.world_map({})).find("title").text == "Carte du monde"


def test_the_view_widens_for_far_islands():
    near = ET.fromstring(maps.world_map({"ML": 1}))
    far = ET.fromstring(maps.world_map({"ML": 1, "TO": 1}))
    assert near.get("viewBox") != far.get("viewBox") == "0 0 1000 450"


def test_threads_are_limited():
    everything = dict.fromkeys(territories.COUNTRIES, 3)
    root = check(maps.world_map(everything, home=(0, 45)))
    thread = next(p for p in root.iter("path") if p.get("class") == "fil")
    assert thread.get("d").count("M") <= 24


def test_weights():
    base = (ROOT / "static/ui/monde.svg").read_text()
    assert size(base) <= 12_000
    overlay = maps.world_map(PARTNERS, home=(-71.2, 46.8), link=lambda c: f"/partenaires/?p={c}", base_url="/m.svg")
    assert size(overlay) <= 5_000
    assert size(maps.region_map("quebec", dict.fromkeys(territories.QUEBEC, 3), link=str)) <= 4_000
    assert size(maps.region_map("france", {"31": 3}, link=str)) <= 14_000


def test_static_base_is_the_same_drawing():
    data = json.loads((ROOT / "data/world.json").read_text())
    base = "".join(c.get("d", "") for c in data["countries"].values()) + data["neutral"]
    assert f'id="m" d="{base}"' in (ROOT / "static/ui/monde.svg").read_text()


def test_regions_with_data_are_links_and_others_are_not():
    root = check(
        maps.region_map("quebec", {"05": 5, "13": 1, "06": 0}, link=lambda c: f"?region={c}&x=1", selected="05")
    )
    named = links(root)
    assert set(named) == {"Estrie\N{NO-BREAK SPACE}: 5 organisations", "Laval\N{NO-BREAK SPACE}: 1 organisation"}
    estrie = named["Estrie\N{NO-BREAK SPACE}: 5 organisations"]
    assert estrie.get("class") == "v3 ici"
    assert estrie.get("href") == "?region=05&x=1"
    assert [t.text for t in root.iter("text")] == ["5", "1"]
    assert all(t.get("aria-hidden") == "true" for t in root.iter("text"))
    assert len([g for g in root.iter("g") if g.get("class") == "v0"]) == 15


def test_plural_by_language():
    assert words.counted(0, "organisation", "fr") == "0 organisation"
    assert words.counted(0, "organisation", "en") == "0 organisations"
    assert words.counted(1, "activity", "es") == "1 actividad"
    assert words.counted(2, "country", "fr") == "2 pays"
    assert words.counted(1234, ("groupe", "groupes"), "fr") == "1\N{NARROW NO-BREAK SPACE}234 groupes"


@pytest.mark.parametrize("territory", territories.TERRITORIES)
def test_every_region_has_a_shape_and_the_names_of_the_look_up(territory):
    data = maps._load("belgique" if territory == "belgique-regions" else territory)
    regions = data["groups" if territory == "belgique-regions" else "regions"]
    assert set(regions) == set(territories.region_codes(territory))
    assert data["source"]
    assert data["licence"]
    width, height = map(int, data["viewBox"].split()[2:])
    for code, region in regions.items():
        assert region["d"].startswith("M")
        assert 0 < region["x"] < width
        assert 0 < region["y"] < height
        for lang in territories.LANGUAGES:
            assert region[lang] == territories.region_name(territory, code, lang)
    assert maps.sources(territory) == (data["source"], data["licence"])


def test_unsafe_addresses_are_dropped():
    for bad in ("javascript:alert(1)", " JavaScript:x", "java\nscript:x", "data:text/html,x", "\x01javascript:x"):
        svg = maps.region_map("quebec", {"05": 1}, link=lambda c, bad=bad: bad)
        assert 'href="#"' in svg
    assert 'href="/a?b=c:d"' in maps.region_map("quebec", {"05": 1}, link=lambda c: "/a?b=c:d")


def test_unknown_territory():
    with pytest.raises(ValueError, match="no map"):
        maps.region_map("atlantide", {})


def test_classes_follow_ratios():
    assert maps.classes({"a": 420, "b": 60, "c": 20, "d": 6, "e": 0}) == {"a": "v3", "b": "v3", "c": "v2", "d": "v1"}
    assert maps.classes({"a": 1, "b": 1}) == {"a": "v1", "b": "v1"}
