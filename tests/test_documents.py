"""The documents lead where they say, name no machine, and their pictures are light."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("docs", "deploy")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md"))])
TOLD = sorted({*DOCUMENTS, *(path for path in (ROOT / "deploy").iterdir() if path.is_file())})
PICTURES = sorted((ROOT / "docs" / "images").glob("*"))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^( {4}.*|```.*?```)$", re.M | re.S)
MACHINE = re.compile(r"/(?:work|root)/|/home/(?!$)\w+/|/tmp/(?!repetition)\w+|[A-Za-z]:\\\\Users")
LARGEST = 250_000


def name(path):
    return str(path.relative_to(ROOT))


def anchors(text):
    """The anchors of the titles, as forges make them."""
    titles = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_links_lead_somewhere(path):
    broken = []
    for link in LINK.findall(CODE.sub("", path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        place, _sign, anchor = unquote(link).partition("#")
        target = (path.parent / place).resolve() if place else path
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            broken.append(link)
    assert not broken


@pytest.mark.parametrize("path", TOLD, ids=name)
def test_no_path_of_a_machine(path):
    assert MACHINE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", PICTURES, ids=name)
def test_pictures_are_light(path):
    assert path.stat().st_size <= LARGEST


def test_every_picture_is_shown():
    text = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    assert [path.name for path in PICTURES if f"images/{path.name}" not in text] == []


def test_every_setting_is_told():
    """Each variable that the house reads has its line in the operators' table."""
    told = (ROOT / "docs" / "installer" / "reglages.md").read_text(encoding="utf-8")
    read = set()
    for path in (ROOT / "src" / "maillage").rglob("*.py"):
        read |= set(
            re.findall(r"""env\.(?:text|boolean|integer|words)\(\s*"([A-Z_]+)\"""", path.read_text(encoding="utf-8"))
        )
    assert read
    assert sorted(variable for variable in read if f"`{variable}`" not in told) == []
