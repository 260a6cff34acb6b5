"""The faces' promises: components in three languages, no inline style nor script, light pages, fields that explain."""

import gzip
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

import maillage
from maillage.ui import weight
from maillage.ui.critical import STYLE
from maillage.ui.forms import SampleForm
from maillage.ui.templatetags import ui
from maillage.ui.views.gallery import WRONG
from maillage.ui.widgets import NativeDate, ThreePartDateField

HOUSE = Path(maillage.__file__).parent
STATIC = HOUSE / "ui" / "static" / "ui"
TEMPLATES = sorted(HOUSE.glob("*/templates/**/*.html"))


def squeezed(data):
    return len(gzip.compress(data if isinstance(data, bytes) else data.encode(), 9))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/ui/", "/fr/ui/", "/en/ui/", "/es/ui/", "/ui/?fond=sombre"])
def test_the_gallery_shows_every_component_without_a_cookie(client, address):
    answer = client.get(address)
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 200
    assert not answer.cookies
    anchors = [section["id"] for section in page.select("section.exemple")]
    assert len(anchors) == len(set(anchors)) >= 28
    ids = [tag["id"] for tag in page.select("[id]")]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.django_db
def test_the_gallerys_words_change_with_the_language(client):
    titles = [BeautifulSoup(client.get(f"/{lang}/ui/").content, "html.parser").h1.text for lang in ("fr", "en", "es")]
    assert titles == ["Composants", "Components", "Componentes"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_no_template_has_a_style_a_script_or_a_handler_in_line(path):
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text), "style attribute"
    assert not re.search(r'<script(?![^>]*(\ssrc=|type="application/(ld\+)?json"))', text), "script without src"
    assert not re.search(r"<[^>]*\son[a-z]+\s*=\s*[\"']", text), "handler"
    assert "javascript:" not in text
    assert text.count("<style>") <= (1 if path.name in ("base.html", "broken.html", "letter.html") else 0)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_no_template_is_longer_than_a_screen_or_two(path):
    assert len(path.read_text().splitlines()) <= 120


def test_style_sheets_keep_their_weight_and_their_rules():
    assert squeezed(STYLE) <= 3500
    assert squeezed((STATIC / "gestion.js").read_bytes()) <= 6000
    for name in ("base.css", "gestion.css"):
        css = re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(), flags=re.DOTALL)
        assert ":has(" not in css
        assert "@container" not in css
        assert not re.search(r"(?<![-\w])(margin|padding|border|inset)-(left|right)\b", css)
        assert squeezed(css) <= 7000


@pytest.mark.django_db
def test_the_public_home_fits_its_budget(client):
    html = client.get("/fr/").content
    assert squeezed(html) <= 14_000  # the page and its critical style
    assert squeezed(html) + squeezed((STATIC / "base.css").read_bytes()) <= 30_000
    assert b"<style>" + STYLE.encode() + b"</style>" in html
    assert weight.PLACE not in html.decode()


@pytest.mark.django_db
def test_save_data_leaves_the_fonts_out(client):
    assert b"fonts.css" in client.get("/fr/").content
    assert b"fonts.css" not in client.get("/fr/", headers={"save-data": "on"}).content


def test_the_inlined_style_is_the_one_the_policy_allows(client):
    assert "</" not in STYLE
    assert "{" in STYLE


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        (("31", "2", "2026"), "28 jours"),
        (("31", "2", "2024"), "29 jours"),
        (("12", "13", "1990"), "1 à 12"),
        (("12", "3", "90"), "quatre chiffres"),
        (("12", "", "1990"), "jour, le mois et l’année"),
        (("douze", "3", "1990"), "chiffres"),
        (("²", "3", "1990"), "chiffres"),
        (("0", "3", "1990"), "31 jours"),
    ],
)
def test_a_date_in_three_parts_says_why_it_refuses(parts, word):
    data = dict(zip(("founded_day", "founded_month", "founded_year"), parts, strict=True))
    assert word in str(SampleForm(data).errors["founded"])


def test_a_date_in_three_parts_takes_dates_and_shows_them_again():
    field = ThreePartDateField()
    day = field.clean("29/2/2024")
    html = field.widget.render("d", day)
    assert (day.day, day.month, day.year) == (29, 2, 2024)
    assert [tag["value"] for tag in BeautifulSoup(html, "html.parser").select("input")] == ["29", "2", "2024"]
    assert not field.has_changed(day, "29/02/2024")
    assert ThreePartDateField(required=False).clean(None) is None


def test_the_browsers_date_field_always_takes_and_gives_iso():
    form = SampleForm(initial={"meeting": "2026-11-22"})
    assert isinstance(form.fields["meeting"].widget, NativeDate)
    assert 'value="2026-11-22"' in str(form["meeting"])


def test_errors_are_summed_up_linked_and_tied():
    page = BeautifulSoup(str(SampleForm(WRONG)), "html.parser")
    links = [a["href"] for a in page.select(".resume a")]
    assert links == ["#id_name", "#id_founded_day"]
    assert all(page.select_one(link) for link in links)
    assert page.select_one("#id_name")["aria-invalid"] == "true"
    assert "id_name_error" in page.select_one("#id_name")["aria-describedby"]
    assert page.select_one("fieldset[aria-describedby]").legend.text.strip() == "Date de fondation"


def test_what_people_write_is_escaped():
    evil = "<script>alert(1)</script>"
    source = (
        "{% tag x %}{% notice x 'er' x %}{% breadcrumb x '/' x %}{% card x x '/' x %}{% empty x x '/' x %}{% copy x x %}"
        "{% figures pairs %}{% sheet pairs %}{% steps one 1 %}{% difference three %}{% weave x %}{% band x %}"
        "{% chart 'bars' points title=x note=x %}"
    )
    html = Template(source).render(
        Context(
            {"x": evil, "pairs": [(evil, evil)], "one": [evil], "three": [(evil, evil, evil)], "points": [(evil, 3)]}
        )
    )
    assert "<script" not in html


def test_the_weight_of_a_page_counts_what_it_asks_for():
    light = weight.of_page("<p>Bonjour</p>")
    heavy = weight.of_page(
        '<p>Bonjour</p><link rel="stylesheet" href="/static/ui/base.css"><img src="/static/absent.png">'
    )
    assert heavy - light > 3000
    assert weight.weighed(f"<p>{weight.PLACE} ko</p>") == "<p>1 ko</p>"


def test_a_request_without_messages_shows_none():
    request = RequestFactory().get("/")
    assert Template("{% for m in request|notices %}x{% endfor %}").render(Context({"request": request})) == ""


@pytest.mark.parametrize(
    ("lang", "said", "short"),
    [
        ("fr", "vendredi 1er janvier 2027", "vendredi 1er janvier"),
        ("es", "viernes 1 de enero de 2027", "viernes 1 de enero"),
    ],
)
def test_the_first_of_a_month_is_said_as_people_say_it(lang, said, short):
    moment = datetime(2027, 1, 1, 18, tzinfo=UTC)
    with override(lang):
        assert (ui.full_day(moment), ui.full_day(moment, False), ui.full_day(None)) == (said, short, "")
        assert ui.day(moment.date()).startswith("1er janvier" if lang == "fr" else "1 de enero")


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("SHORT_DATE_FORMAT", "1er\u00a0jan"),
        ("j F", "1er janvier"),
        ("Y-m-d", "2027-01-01"),
        ("TIME_FORMAT", "1\u00a0h\u00a005"),
    ],
)
def test_the_date_filter_of_templates_says_1er_and_leaves_hours_alone(pattern, said):
    moment = datetime(2027, 1, 1, 1, 5)
    assert Template(f'{{{{ moment|date:"{pattern}" }}}}').render(Context({"moment": moment})).startswith(said)
