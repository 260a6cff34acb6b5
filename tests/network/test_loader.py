"""Reading and writing profiles: every mistake has its line and its words."""

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.network.loader import (
    MAX_BYTES,
    ProfileError,
    dump_profile,
    load_profile,
    parse_profile,
    shipped,
)
from maillage.network.problems import Problem
from maillage.network.profile import Profile
from maillage.network.toml_lines import key_lines
from maillage.network.toml_text import toml_text

SOURCES = {name: dump_profile(load_profile(name)) for name in shipped()}
CSI = SOURCES["csi"]


def problems(source: str | bytes) -> list[Problem]:
    with pytest.raises(ProfileError) as caught:
        parse_profile(source)
    assert str(caught.value)
    return caught.value.problems


def said_of(source: str) -> list[Problem]:
    """Return the problems of a source, none when it reads."""
    try:
        parse_profile(source)
    except ProfileError as error:
        return error.problems or [Problem(None, "", "")]
    return []


def only(source: str | bytes) -> Problem:
    found = problems(source)
    assert len(found) == 1, [str(one) for one in found]
    return found[0]


def changed(old: str, new: str, source: str = CSI) -> tuple[str, int]:
    """Return the source with one change, and the line of that change."""
    assert old in source
    at = source.index(old)
    return source.replace(old, new, 1), source.count("\n", 0, at) + 1


@pytest.mark.parametrize("name", shipped())
def test_what_is_written_reads_back_equal(name: str) -> None:
    profile = load_profile(name)
    again = parse_profile(dump_profile(profile))
    assert again == profile
    assert dump_profile(again) == dump_profile(profile)


# --- each kind of mistake, on its line


def test_a_wrong_kind_of_value() -> None:
    source, line = changed("vote = true", 'vote = "peut-être"')
    problem = only(source)
    assert str(problem) == (
        f"ligne {line}, membership.categories[1].rights.vote : vrai ou faux attendu (true ou false), « peut-être » reçu"
    )
    assert problem.path == ("membership", "categories", 0, "rights", "vote")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('country = "CA"', 'country = "ZQ"', "code de pays inconnu"),
        ('country = "CA"', "country = 12", "texte entre guillemets attendu, 12 reçu"),
        ('currency = "CAD"', 'currency = "DOL"', "monnaie inconnue"),
        ('timezone = "America/Toronto"', 'timezone = "America/Sherbrooke"', "fuseau"),
        ('code = "csi"', 'code = "C S I"', "code refusé"),
        ("format = 1", "format = 2", "l'un de ces mots attendu : 1"),
        ("month = 4", "month = 13", "au plus 12 attendu, 13 reçu"),
        ("month = 4", "month = 4.5", "nombre entier attendu"),
        ('accent = "#7a1f3d"', 'accent = "rouge"', "couleur refusée"),
        ('accent = "#7a1f3d"', 'accent = "#ffcccc"', "clé"),
        ('email = "info@csi.example"', 'email = "info"', "adresse de courriel"),
        ('kind = "quebec"', 'kind = "quebek"', "vouliez-vous écrire « quebec »"),
        ("adopted_on = 2023-06-14", 'adopted_on = "14 juin"', "date attendue"),
        ('amount = "100.00"', 'amount = "cent"', "montant illisible"),
        ('amount = "100.00"', 'amount = "100.001"', "trop de décimales"),
        ('amount = "100.00"', "amount = 100", "montant entre guillemets"),
        ('category = "oci", amount', 'category = "oc", amount', "catégorie inconnue"),
        ("at_least = 100000, below", "at_least = 100001, below", "trou entre les tranches"),
        ("at_least = 100000, below", "at_least = 99999, below", "chevauchement"),
        ("last_year = 2024", "last_year = 2025", "chevauche"),
        ('rate = "50 %"', 'rate = "150 %"', "pourcentage"),
        ('value = "1/10"', 'value = "3/2"', "hors de l'intervalle"),
        ('family = "cooperation"', 'family = "inconnue"', "famille inconnue"),
        ('kind = "free"', 'kind = "fre"', "vouliez-vous écrire « free »"),
        ("vote = true", "votr = true", "vouliez-vous écrire « vote »"),
        ("partner_countries = 4", "partner_countries = 40", "plus de pays"),
        ("years = 3", "years = 3\nlapins = 2", "clé inconnue"),
    ],
)
def test_a_mistake_has_its_line_and_its_words(old: str, new: str, words: str) -> None:
    source, line = changed(old, new)
    found = problems(source)
    if words == "clé":  # a pale colour: said of the ink, not of the paper
        assert any("se lit mal" in str(one) for one in found)
        return
    assert any(words in one.message_fr for one in found), [str(one) for one in found]
    lines = {one.line for one in found if words in one.message_fr}
    assert lines & {line, line + 1, *_same_table(source, line)}, (line, [str(one) for one in found])


def _same_table(source: str, line: int) -> set[int]:
    """A flaw between two tables is said where the second one stands."""
    text = source.splitlines()
    return (
        {rank for rank, words in enumerate(text, 1) if "first_year = 2025" in words}
        if ("last_year" in text[line - 1])
        else set()
    )


def test_a_missing_key_is_said_on_the_line_of_its_table() -> None:
    source, line = changed('email = "info@csi.example"\n', "")
    problem = only(source)
    assert problem.key == "contact.email"
    assert problem.message_fr == "clé obligatoire absente"
    header = source.splitlines().index("[contact]") + 1
    assert problem.line == header


def test_a_maximum_of_proxies_needs_proxies() -> None:
    source = CSI.replace(
        "[legal.proxies]\n",
        '[legal.proxies]\nmax_per_person = { value = 2, source = "règlement" }\n',
    )
    problem = only(source)
    assert problem.key == "legal.proxies.max_per_person"
    assert "procurations" in problem.message_fr
    assert source.splitlines()[problem.line - 1].startswith("max_per_person")  # type: ignore[operator]


def test_quebec_part_iii_refuses_proxies() -> None:
    source, line = changed("[legal.proxies]\nallowed = { value = false", "[legal.proxies]\nallowed = { value = true")
    problem = only(source)
    assert (problem.line, problem.key) == (line + 1, "legal.proxies.allowed.value")
    at = source.index("[legal.proxies]")
    parse_profile(source[:at] + source[at:].replace("to_confirm = true", "to_confirm = false", 1))


def test_somebody_must_vote() -> None:
    source = CSI.replace("vote = true", "vote = false")
    assert "aucune catégorie ne vote" in only(source).message_fr


def test_an_impossible_threshold() -> None:
    source, line = changed("at_least = 30000 }", "at_least = 30000, below = 30000 }", SOURCES["ciso"])
    problem = only(source)
    assert problem.line == line
    assert "impossible" in problem.message_fr


def test_principles_are_numbered_in_order() -> None:
    source, line = changed("number = 3", "number = 5", SOURCES["occitanie"])
    problem = only(source)
    assert (problem.line, problem.key) == (line, "charter.principles[3].number")


def test_the_same_heading_twice() -> None:
    source, line = changed('code = "odd-5"', 'code = "odd-1"')
    problem = only(source)
    assert problem.key == "frameworks[1].headings[2].code"
    assert source.splitlines()[line - 1] == source.splitlines()[(problem.line or 0) - 1]


def test_a_category_that_nobody_can_enter() -> None:
    profile = tomllib.loads(CSI)
    profile["organisation_kinds"] = [one for one in profile["organisation_kinds"] if one["family"] != "cooperation"]
    found = [str(one) for one in problems(toml_text(profile))]
    assert any("personne ne peut entrer ici" in one for one in found)


def test_all_mistakes_are_said_at_once_in_order() -> None:
    source, first = changed('country = "CA"', 'country = "ZQ"')
    source, second = changed("month = 4", "month = 13", source)
    assert [one.line for one in problems(source)] == [first, second]


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("format = 1\ncode = csi\n", 2, "guillemets"),
        ("format = 1\nformat = 1\n", 2, "deux fois"),
        ("format = 1\n[names\n", 2, "crochet"),
        ('a = "x\nb = 1\n', 1, "signe interdit"),
        ("a 1\n", 1, "="),
        ("a = 2023-02-30\n", 1, "date"),
        ("a = [1, 2", 1, "liste"),
        ("a\0b = 1", 1, "octet nul"),
    ],
)
def test_a_mistake_of_syntax_has_its_line(source: str, line: int, words: str) -> None:
    problem = only(source)
    assert problem.line == line
    assert words in problem.message_fr


# --- files that are not profiles


def test_files_that_are_not_profiles(tmp_path: Path) -> None:
    def said(path: object) -> str:
        with pytest.raises(ProfileError) as caught:
            load_profile(path)  # type: ignore[arg-type]
        return str(caught.value)

    big = tmp_path / "gros.toml"
    big.write_bytes(b"#" * (10 * MAX_BYTES))
    latin = tmp_path / "latin.toml"
    latin.write_bytes("a = 1\nnom = 'été'".encode("latin-1"))
    nul = tmp_path / "nul.toml"
    nul.write_bytes(b"\0\0\0")
    utf16 = tmp_path / "utf16.toml"
    utf16.write_bytes("format = 1".encode("utf-16"))
    assert "trop grand" in said(big)
    assert said(latin).startswith("ligne 2 : ce fichier n'est pas encodé en UTF-8")
    assert "octet nul" in said(nul)
    assert "UTF-8" in said(utf16)
    assert "dossier" in said(tmp_path)
    assert "introuvable" in said(tmp_path / "absent.toml")
    assert "introuvable" in said("absent.toml")
    assert "ne peut pas être lu" in said("nul\0.toml")
    assert "ne peut pas être lu" in said("a" * 5000 + ".toml")
    assert "vouliez-vous écrire « occitanie »" in said("ocitanie")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "tube")
        assert "fichier ordinaire" in said(tmp_path / "tube")


def test_a_file_saved_on_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "csi.toml"
    path.write_bytes(b"\xef\xbb\xbf" + CSI.replace("\n", "\r\n").encode())
    assert load_profile(path) == load_profile("csi") == load_profile(str(path))


def test_deep_nesting_is_refused_calmly() -> None:
    problems("a = " + "[" * 50_000)
    problems("a = " + "[" * 200 + "]" * 200)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_profile_error(noise: bytes) -> None:
    problems(noise)


@given(st.text(max_size=300))
def test_any_text_is_a_profile_error(noise: str) -> None:
    problems(noise)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    name=st.sampled_from(sorted(SOURCES)),
    spot=st.floats(0, 1),
    gone=st.integers(0, 60),
    noise=st.text(max_size=12),
)
def test_a_damaged_profile_reads_or_explains(name: str, spot: float, gone: int, noise: str) -> None:
    source = SOURCES[name]
    at = int(spot * len(source))
    assert all(one.message_fr for one in said_of(source[:at] + noise + source[at + gone :]))


# --- plain data replaced anywhere by anything


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LEAF = (
    st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False)
    | WORDS
    | st.dates()
    | st.datetimes()
    | st.times()
)
ANYTHING = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    pairs = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [(*path, key) for key, _ in pairs] + [one for key, inner in pairs for one in _paths(inner, (*path, key))]


DATA = {name: tomllib.loads(source) for name, source in SOURCES.items()}


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(name=st.sampled_from(sorted(DATA)), draw=st.data())
def test_any_value_anywhere_reads_or_explains(name: str, draw: st.DataObject) -> None:
    data = tomllib.loads(SOURCES[name])
    path = draw.draw(st.sampled_from(_paths(data)))
    table: Any = data
    for key in path[:-1]:
        table = table[key]
    table[path[-1]] = draw.draw(ANYTHING)
    source = toml_text(data)
    found = said_of(source)
    assert all(one.line for one in found)
    if not found:
        profile = parse_profile(source)
        assert parse_profile(dump_profile(profile)) == profile


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\"'\\"), min_size=1).filter(
    lambda words: bool(words.strip())
)


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(sorted(DATA)), fr=TEXTS, en=TEXTS, address=TEXTS, pick=st.randoms())
def test_a_profile_with_any_words_reads_back_equal(name: str, fr: str, en: str, address: str, pick: Any) -> None:
    data = tomllib.loads(SOURCES[name])
    data["texts"] = {"mission": {"fr": fr, "en": en}, "description": {"fr": en}}
    data["contact"]["address"] = address
    data["themes"] = [one for one in data.get("themes", []) if pick.random() < 0.5]
    data["allies"] = [one for one in data.get("allies", []) if pick.random() < 0.5]
    pick.shuffle(data["themes"])
    profile = Profile.parse(data)
    assert parse_profile(dump_profile(profile)) == profile


# --- the two small TOML tools


@given(st.dictionaries(WORDS, ANYTHING, max_size=5))
def test_written_toml_reads_back(data: dict[str, Any]) -> None:
    assert tomllib.loads(toml_text(data)) == data


@given(st.dictionaries(WORDS, ANYTHING, max_size=5))
def test_each_key_has_a_line(data: dict[str, Any]) -> None:
    text = toml_text(data)
    assert set(key_lines(text)) == set(_paths(data))


def test_lines_of_every_way_to_write_a_key() -> None:
    text = """# head
a.b = 1
"c d".'e' = \"\"\"
two \\\" [[x]]
lines\"\"\"\"
list = [ # comment ]
  1, { x = "}", y = [2] },
  '''
raw''',
]
[t.u]
v = 1979-05-27 07:32:00
[[p]]
q = 1
[[p.r]]
s = 1
[[p]]
[[p.r]]
s = 2
[p.z]
k = 3
"""
    tomllib.loads(text)
    lines = key_lines(text)
    assert lines["a", "b"] == 2
    assert lines["c d", "e"] == 3
    assert lines["list", 0] == 7
    assert lines["list", 1, "y", 0] == 7
    assert lines["list", 2] == 8
    assert lines["t", "u", "v"] == 12
    assert lines["p", 0, "r", 0, "s"] == 16
    assert lines["p", 1] == 17
    assert lines["p", 1, "r", 0, "s"] == 19
    assert lines["p", 1, "z", "k"] == 21
