"""Charts: every figure is printed or in the table, nothing is invented, nothing breaks."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.ui import charts

SVG = "{http://www.w3.org/2000/svg}"
label = st.text(max_size=90)
value = st.one_of(st.none(), st.integers(-(10**12), 10**12), st.floats(-1e12, 1e12), st.just(float("nan")))
points = st.lists(st.tuples(label, value), max_size=30)
langs = st.sampled_from(["fr-CA", "fr", "en", "es", "??"])


def check(svg: str) -> ET.Element:
    root = ET.fromstring(svg)
    assert "<script" not in svg
    assert "style=" not in svg
    assert "nan" not in re.sub(r"<text.*?</text>|<title.*?</title>", "", svg, flags=re.DOTALL)
    assert root.find(f"{SVG}title") is not None
    assert root.get("role") == "img"
    for rect in root.iter(f"{SVG}rect"):
        assert float(rect.get("width")) >= 0
        assert float(rect.get("height")) >= 0
    return root


def texts(root: ET.Element, css: str | None = None) -> list[str]:
    return ["".join(t.itertext()) for t in root.iter(f"{SVG}text") if css is None or t.get("class") == css]


@settings(deadline=None)
@given(points, label, langs, st.one_of(st.none(), st.integers(-40, 40)))
def test_bars_accept_anything(data, title, lang, highlight):
    root = check(charts.bars(data, title=title, lang=lang, highlight=highlight))
    known = [v for _, v in data if v is not None and v == v]
    assert len(list(root.iter(f"{SVG}rect"))) == len(known)
    strong = [r for r in root.iter(f"{SVG}rect") if r.get("class") == "x"]
    assert len(strong) <= 1


@settings(deadline=None)
@given(points, label, langs)
def test_line_accepts_anything(data, title, lang):
    check(charts.line(data, title=title, lang=lang))


@settings(deadline=None)
@given(st.lists(value, max_size=30), label, langs)
def test_sparkline_accepts_anything(data, title, lang):
    check(charts.sparkline(data, title=title, lang=lang))


@settings(deadline=None)
@given(st.data(), st.integers(0, 9), label, langs)
def test_stacked_bars_accept_anything(data, width, title, lang):
    rows = data.draw(st.lists(st.tuples(label, st.lists(value, min_size=width, max_size=width)), max_size=8))
    check(charts.stacked_bars(rows, data.draw(st.lists(label, min_size=width, max_size=width)), title=title, lang=lang))


def test_values_are_printed_in_the_language():
    data = [("2024", 5210), ("2025", 7980.5)]
    assert texts(ET.fromstring(charts.bars(data, title="t", lang="fr")), "v") == [
        "5\N{NARROW NO-BREAK SPACE}210",
        "7\N{NARROW NO-BREAK SPACE}980,5",
    ]
    assert texts(ET.fromstring(charts.bars(data, title="t", lang="en")), "v") == ["5,210", "7,980.5"]


def test_one_bar_is_strong():
    root = ET.fromstring(charts.bars([("a", 1), ("b", 2)], title="t"))
    assert [r.get("class") for r in root.iter(f"{SVG}rect")] == [None, "x"]
    root = ET.fromstring(charts.bars([("a", 1), ("b", 2)], title="t", highlight=None))
    assert [r.get("class") for r in root.iter(f"{SVG}rect")] == [None, None]


def test_missing_is_not_zero():
    root = ET.fromstring(charts.bars([("2020", None), ("2021", 0), ("2022", -3)], title="t", lang="fr"))
    assert texts(root, "v") == ["0", "\N{MINUS SIGN}3"]
    assert "–" in texts(root)
    assert "2020\N{NO-BREAK SPACE}: donnée manquante" in [t.text for t in root.iter(f"{SVG}title")]


def test_negative_bars_hang_below_the_axis():
    root = ET.fromstring(charts.bars([("a", -10), ("b", 10)], title="t"))
    below, above = root.iter(f"{SVG}rect")
    assert float(below.get("y")) == pytest.approx(float(above.get("y")) + float(above.get("height")), abs=0.11)


def test_long_labels_lie_and_are_kept_whole_in_a_title():
    long = "Souveraineté alimentaire et agriculture paysanne, semences, accès à la terre et à l’eau"
    root = ET.fromstring(charts.bars([(long, 3), ("b", 1)], title="t"))
    assert long in [t.text for t in root.iter(f"{SVG}title")]
    assert any(t.endswith("…") for t in texts(root))


def test_a_line_breaks_on_a_gap():
    root = ET.fromstring(charts.line([("a", 1), ("b", 2), ("c", None), ("d", 4)], title="t"))
    path = next(p for p in root.iter(f"{SVG}path") if p.get("class") == "trait")
    assert path.get("d").count("M") == 2
    assert texts(root, "v") == ["1", "2", "4"]


def test_a_long_line_prints_the_telling_values():
    data = [(str(i), v) for i, v in enumerate([5, 9, 7, 1, 4, 6, 3, 8, 2, 4, 5])]
    assert set(texts(ET.fromstring(charts.line(data, title="t")), "v")) == {"5", "9", "1"}


def test_stacked_totals_and_key():
    root = ET.fromstring(
        charts.stacked_bars([("2025", [3, None, -1]), ("2026", [None] * 3)], ["Dons", "Fonds", "Pertes"], title="t")
    )
    assert texts(root, "v") == ["2", "–"]
    assert {"Dons", "Fonds", "Pertes"} <= set(texts(root))
    with pytest.raises(ValueError, match="2 values for 1 parts"):
        charts.stacked_bars([("x", [1, 2])], ["a"], title="t")


def test_markup_in_labels_is_text():
    svg = charts.bars([("<script>alert(1)</script>", 1)], title='"><script>')
    assert "<script" not in svg
    assert ET.fromstring(svg).find(f"{SVG}title").text == '"><script>'


def test_table():
    table = charts.chart_table(
        [("2025", [1200, None]), ("2026", [None, None])],
        ["Année", "Dons", "Fonds"],
        caption="Recettes",
        lang="fr",
        total=True,
    )
    assert table.headers == ("Année", "Dons", "Fonds", "Total")
    assert table.rows[0] == ("2025", ("1\N{NARROW NO-BREAK SPACE}200", "–", "1\N{NARROW NO-BREAK SPACE}200"))
    assert table.rows[1] == ("2026", ("–", "–", "–"))
    assert table.values[0] == ("2025", (1200.0, None, 1200.0))
    assert charts.chart_table([("a", 3)], ["x", "y"], caption="c").rows == (("a", ("3",)),)
    with pytest.raises(ValueError, match="columns"):
        charts.chart_table([("a", [1, 2])], ["x", "y"], caption="c")
