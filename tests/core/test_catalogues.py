"""Catalogues: every sentence found, translations kept, French plurals right, nothing half written."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.apps import apps
from django.utils.formats import date_format
from django.utils.translation import ngettext, override

from maillage.core import catalogues, disagreements, extraction


@pytest.fixture
def room(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "views.py").write_text(
        'a = _("Bonjour")\nb = ngettext("%(n)s chat", "%(n)s chats", n)\nc = pgettext("mois", "mai")\n_ = 3\n'
    )
    (tmp_path / "templates" / "x.html").write_text(
        '<p title="l\'été">{% translate "Été" %}</p>\n   <b>\n {% blocktranslate count n=n %}{{ n }} ami{% plural %}'
        "{{ n }} amis{% endblocktranslate %}\n  </b>"
    )
    return tmp_path


def test_sentences_are_found_in_python_and_in_templates(room):
    assert extraction.sentences(room) == {
        ("", "Bonjour"): "Bonjour",
        ("", "%(n)s chat"): ("%(n)s chat", "%(n)s chats"),
        ("mois", "mai"): "mai",
        ("", "Été"): "Été",
        ("", "%(n)s ami"): ("%(n)s ami", "%(n)s amis"),
    }


def test_an_update_keeps_what_is_translated_and_drops_what_is_gone(room):
    path = catalogues.po_path(room, "es")
    path.parent.mkdir(parents=True)
    catalog = extraction.updated(room, "es", {})
    catalog.get("Bonjour").string = "Buenos días"
    path.write_text(extraction.text_of(catalog))
    assert extraction.text_of(extraction.updated(room, "es", {})) == path.read_text()
    (room / "views.py").write_text('_("Bonjour")')
    assert "obsolete: mois|mai" in extraction.problems(room, "es")
    path.write_text(extraction.text_of(extraction.updated(room, "es", {})))
    assert extraction.problems(room, "es") == ["missing: %(n)s ami", "missing: Été"]
    assert "Buenos días" in path.read_text()


def test_another_rooms_translation_is_borrowed(room):
    known = extraction.updated(room, "en", {})
    known.get("Été").string = "Summer"
    memory = {extraction.key(m): m for m in known if m.id}
    assert extraction.updated(room, "en", memory).get("Été").string == "Summer"


def test_a_lost_placeholder_is_broken(room):
    catalog = extraction.updated(room, "en", {})
    catalog.get("%(n)s chat").string = ("one cat", "%(x)s cats")
    path = catalogues.po_path(room, "en")
    path.parent.mkdir(parents=True)
    path.write_text(extraction.text_of(catalog))
    assert any(line.startswith("broken: %(n)s chat") for line in extraction.problems(room, "en"))


def test_a_translation_of_another_shape_is_not_taken(room):
    catalog = extraction.updated(room, "en", {})
    plural, single = catalog.get("%(n)s chat"), catalog.get("Été")
    assert extraction.has_shape(["%(n)s cat", "%(n)s cats"], plural)
    assert not extraction.has_shape("%(n)s cat", plural)
    assert not extraction.has_shape(["%(n)s cat"], plural)
    assert extraction.has_shape("Summer", single)
    assert not extraction.has_shape(["Summer", "Summers"], single)


def test_french_counts_nothing_in_the_singular():
    with override("fr"):
        assert ngettext("présence", "présences", 0) == "présence"


def test_compiling_leaves_no_half_file(room):
    source = catalogues.po_path(room, "en")
    source.parent.mkdir(parents=True)
    source.write_text(extraction.text_of(extraction.updated(room, "en", {})))
    assert [path.name for path in catalogues.compile_one(source, "en")] == ["django.mo"]
    assert catalogues.compile_one(source, "en") == []
    assert not list(source.parent.glob("*.tmp"))
    shutil.rmtree(room / "locale")


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_rooms_say_the_same_sentence_alike(language):
    """Catalogues merge and the first room wins: another meaning needs its context, or a more precise French word."""
    assert disagreements.disagreements(language) == []


def test_every_library_with_sentences_is_compared():
    ours = Path(catalogues.HOUSE)
    others = {
        app.name
        for app in apps.get_app_configs()
        if ours not in Path(app.path).parents and (Path(app.path) / "locale").is_dir()
    }
    assert others | {"django.conf"} == set(disagreements.LIBRARIES)


def rooms_saying(tmp_path, said):
    """Rooms with catalogues of their own: {room: {(context, sentence): translation}}."""
    for name, sentences in said.items():
        catalog = Catalog(locale="en", domain="django", fuzzy=False)
        for (context, sentence), text in sentences.items():
            catalog.add(sentence, text, context=context or None)
        path = catalogues.po_path(tmp_path / name, "en")
        path.parent.mkdir(parents=True)
        path.write_text(extraction.text_of(catalog))
    return [tmp_path / name for name in said]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            {("", "Carte"): "Map"},
            {("", "Carte"): "Card"},
            ["two meanings: Carte (agenda « Map », members « Card »)"],
        ),
        ({("", "Carte"): "Map"}, {("objet", "Carte"): "Card"}, []),
        (
            {("objet", "Carte"): "Map"},
            {("objet", "Carte"): "Card"},
            ["two meanings: objet|Carte (agenda « Map », members « Card »)"],
        ),
        ({("", ("ami", "amis")): ("friend", "friends")}, {("", "ami"): "friend"}, []),
        (
            {("", ("ami", "amis")): ("friend", "friends")},
            {("", "ami"): "pal"},
            ["two meanings: ami (agenda « friend / friends », members « pal »)"],
        ),
        (
            {("", ("ami", "amis")): ("friend", "friends")},
            {("", ("ami", "amies")): ("friend", "friends")},
            ["two meanings: ami (agenda « friend / friends », members « friend / friends »)"],
        ),
        (
            {("", "Image"): "Picture"},
            {("", "Carte"): "Card"},
            ["two meanings: Image (agenda « Picture », django.conf « Image »)"],
        ),
    ],
)
def test_a_sentence_with_two_meanings_is_told_with_both_rooms_and_both_texts(tmp_path, one, other, told):
    rooms = rooms_saying(tmp_path, {"agenda": one, "members": other})
    assert disagreements.disagreements("en", rooms) == told


def test_a_context_is_found_in_python_and_in_templates(room):
    (room / "views.py").write_text(
        "from django.utils.translation import (\n    gettext_lazy as lazy, npgettext,\n)\n"
        "from django.utils.translation import pgettext_lazy as said\n"
        "late = gettext_lazy\nd = late('Suite')\n"
        'a = said("un jour", "Au")\nc = lazy("Bon")\nb = npgettext("x", "%(n)s os", "%(n)s oss", n)'
    )
    (room / "templates" / "x.html").write_text(
        '{% translate "Au" context "période" as l_to %}{% blocktranslate context "lieu" %}Au {{ x }}{% endblocktranslate %}'
    )
    assert set(extraction.sentences(room)) == {
        ("un jour", "Au"), ("", "Bon"), ("", "Suite"), ("x", "%(n)s os"), ("période", "Au"), ("lieu", "Au %(x)s"),
    }  # fmt: skip


@pytest.mark.parametrize(("month", "said"), [(1, "janv."), (2, "févr."), (3, "mars"), (7, "juil."), (12, "déc.")])
def test_french_writes_its_short_months(month, said):
    with override("fr"):
        assert date_format(date(2027, month, 12), "N") == said
