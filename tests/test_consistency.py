"""The house looks at itself: where things stand, what they may refer to, what they must say."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from maillage.core.personal import ALL, Purpose, Until

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "maillage"
ROOMS = [SOURCE / room for room in settings.ROOMS]
PYTHON = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(path for path in SOURCE.rglob("templates/**/*") if path.is_file())
MODELS = [model for model in apps.get_models() if model.__module__.startswith("maillage.")]


def told(path):
    return str(path.relative_to(ROOT))


def fine(problems):
    """Every problem at once, so that a room is tidied in one go."""
    assert not problems, "\n" + "\n".join(sorted(problems))


def trees():
    for path in PYTHON:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


# Where things stand

FILES_OF_A_ROOM = {
    "__init__.py", "apps.py", "registrations.py", "enums.py", "models.py", "actions.py", "emails.py", "exports.py",
    "importers.py", "jobs.py", "forms.py", "urls.py", "views.py", "demo.py",
}  # fmt: skip
FOLDERS_OF_A_ROOM = {
    "models", "actions", "views", "templates", "templatetags", "static", "locale", "migrations", "data", "demo",
    "profiles", "commands", "imports", "exports", "forms", "management", "typst", "pdf", "fonts", "schemas",
}  # fmt: skip
# What may stand in one place alone: {what: where}.
ITS_PLACE = {"Model": ("models",), "Form": ("forms",), "View": ("views",), "AppConfig": ("apps", "rooms")}
BASES = {
    "Model": re.compile(r"(^|\.)models\.Model$"),
    "Form": re.compile(r"(^|\.)(forms\.(Form|ModelForm)|Form|ModelForm)$"),
    "View": re.compile(r"^(View|ListPage|DetailPage|EditPage|VerbPage)$"),
    "AppConfig": re.compile(r"^(RoomConfig|AppConfig)$"),
}


def room_of(path):
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else ""


def test_each_room_is_a_room():
    problems = []
    for room in ROOMS:
        for needed in ("__init__.py", "apps.py"):
            if not (room / needed).is_file():
                problems.append(f"{told(room)}: {needed} is missing")
        doc = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
        if not doc:
            problems.append(f"{told(room)}/__init__.py: one sentence must say what the room is for")
    fine(problems)


def test_a_room_holds_what_a_room_holds():
    """A file outside the list is a module of its own name: it says what it is for in its first line."""
    problems = []
    for room in ROOMS:
        for path in room.iterdir():
            if path.name.startswith((".", "__pycache__")):
                continue
            if path.is_dir():
                package = path.name in FOLDERS_OF_A_ROOM or (path / "__init__.py").is_file()
                if not package:
                    problems.append(f"{told(path)}/: a room has no such folder")
            elif path.suffix == ".py" and path.name not in FILES_OF_A_ROOM:
                if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))):
                    problems.append(f"{told(path)}: its first line must say what it is for")
            elif path.suffix not in (".py", ".css", ".md"):
                problems.append(f"{told(path)}: a room has no such file")
    fine(problems)


def bases(node):
    for base in node.bases:
        while isinstance(base, ast.Subscript):
            base = base.value
        yield ast.unparse(base)


def test_models_forms_and_views_stand_in_their_place():
    problems = []
    for path, tree in trees():
        parts = {part.removesuffix(".py") for part in path.relative_to(SOURCE).parts}
        for node in tree.body:
            if not isinstance(node, ast.ClassDef):
                continue
            for what, shape in BASES.items():
                here = parts & set(ITS_PLACE[what]) or any(part.endswith(f"_{what.lower()}") for part in parts)
                if any(shape.search(base) for base in bases(node)) and not here:
                    problems.append(f"{told(path)}: {node.name} is a {what}, it stands in {ITS_PLACE[what][0]}")
    fine(problems)


def test_modules_stay_short():
    counted = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON}
    fine([f"{told(path)}: {lines} lines, 300 at most" for path, lines in counted.items() if lines > 300])


def test_no_import_inside_a_function():
    problems = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                problems += [
                    f"{told(path)}:{inner.lineno}: import inside {node.name}"
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.Import | ast.ImportFrom)
                ]
    fine(problems)


def test_imports_point_down():
    lint = Path(sys.executable).parent / "lint-imports"
    found = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout[-3000:] + found.stderr[-2000:]


def layers():
    """{room: height}, from the contract itself."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^layers = \[(.*?)^\]", text, re.S | re.M)[1]
    rows = [re.findall(r"\w+", row) for row in re.findall(r'"([^"]+)"', listed)]
    return {room: len(rows) - height for height, row in enumerate(rows) for room in row}


def room_of_model(model):
    return model.__module__.split(".")[1]


def test_relations_of_models_point_down():
    """A foreign key written as a text escapes the import contract: walk them all."""
    height, problems = layers(), []
    assert set(height) == set(settings.ROOMS)
    for model in MODELS:
        for field in model._meta.get_fields(include_hidden=True):
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            other = field.related_model
            if not other.__module__.startswith("maillage."):
                continue
            here, there = room_of_model(model), room_of_model(other)
            if here != there and height[there] >= height[here]:
                problems.append(f"{model._meta.label}.{field.name} points up to {other._meta.label}")
    fine(problems)


# What models say


def columns(model):
    own = [field for field in model._meta.get_fields() if not field.auto_created or field.concrete]
    return {field.name for field in own}


def test_every_field_is_personal_or_not_and_says_until_when():
    problems = []
    for model in MODELS:
        if model._meta.auto_created:
            continue
        label = model._meta.label
        personal, rest = getattr(model, "PERSONAL", None), getattr(model, "NOT_PERSONAL", None)
        if personal is None or rest is None:
            problems.append(f"{label}: PERSONAL and NOT_PERSONAL are missing")
            continue
        if rest == ALL:
            if personal:
                problems.append(f"{label}: NOT_PERSONAL = ALL, and yet PERSONAL names fields")
            continue
        names = columns(model)
        problems += [f"{label}.{name}: personal or not?" for name in names - set(personal) - set(rest)]
        problems += [f"{label}.{name}: no such field" for name in (set(personal) | set(rest)) - names]
        problems += [f"{label}.{name}: said twice" for name in set(personal) & set(rest)]
        for name, purpose in personal.items():
            if not isinstance(purpose, Purpose) or not str(purpose.why):
                problems.append(f"{label}.{name}: says not why it is kept")
            elif purpose.until == Until.DAYS and purpose.days <= 0:
                problems.append(f"{label}.{name}: how many days?")
    fine(problems)


OWNERS = {"owner", "user", "author", "person", "organisation", "member"}


def test_who_sees_which_rows_is_asked_of_the_queryset():
    """A model with personal data or an owner has `visible_to`; a part of another row is seen through that row.

    A part is a row that goes with another one (CASCADE, never empty); a row of a user is never a mere part.
    """
    problems = []
    for model in MODELS:
        personal = bool(getattr(model, "PERSONAL", None))
        owned = any(
            field.name in OWNERS and isinstance(field, models.ForeignKey) for field in model._meta.concrete_fields
        )
        if not (personal or owned) or hasattr(model._default_manager.all(), "visible_to"):
            continue
        wholes = [
            field.related_model for field in model._meta.concrete_fields
            if isinstance(field, models.ForeignKey) and not field.null and field.related_model.__name__ != "User"
            and field.remote_field.on_delete is models.CASCADE
        ]  # fmt: skip
        if not any(hasattr(whole._default_manager.all(), "visible_to") for whole in wholes):
            problems.append(f"{model._meta.label}: its QuerySet has no visible_to")
    fine(problems)


def glossary():
    rows = (ROOT / "docs" / "glossaire.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows if row.startswith("|")]
    return {row[1].strip("`"): row for row in cells if len(row) >= 3 and row[1].startswith("`")}


def test_the_glossary_holds_every_model():
    known = glossary()
    problems = [f"docs/glossaire.md: {model.__name__} ({room_of_model(model)})" for model in MODELS
                if not model._meta.auto_created and model.__name__ not in known]  # fmt: skip
    problems += [f"docs/glossaire.md: {code} has no definition" for code, row in known.items() if len(row[2]) < 10]
    fine(problems)


# Words

GETTEXT = {"_", "lazy", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


def test_what_is_translated_is_written_whole():
    """No f-string, no format, no % with values, no sum inside gettext, and no gettext inside an f-string: the extractor
    would not see the sentence."""
    problems = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                for inside in ast.walk(node):
                    if isinstance(inside, ast.Call) and isinstance(inside.func, ast.Name) and inside.func.id in GETTEXT:
                        problems.append(f"{told(path)}:{inside.lineno}: in an f-string, {ast.unparse(inside)[:60]}")
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in GETTEXT:
                continue
            texts = node.args[:2] if node.func.id.startswith(("ngettext", "pgettext")) else node.args[:1]
            for text in texts:
                whole = isinstance(text, ast.Constant) and isinstance(text.value, str)
                if not whole:
                    problems.append(f"{told(path)}:{node.lineno}: {ast.unparse(text)[:60]}")
    fine(problems)


def test_nothing_is_left_to_do():
    word = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + r"X)\b")
    found = [*PYTHON, *TEMPLATES, *SOURCE.rglob("static/**/*.js"), *SOURCE.rglob("*.css")]
    fine(
        [
            told(path)
            for path in found
            if path.is_file() and word.search(path.read_text(encoding="utf-8", errors="replace"))
        ]
    )


# Pages

PAGES = [path for path in TEMPLATES if path.suffix == ".html"]
LETTERS = re.compile(r"/letters?/|/letter\.(html|txt)$|/emails?/|/email/")
EXTENDS = re.compile(r'{%\s*extends\s+"([^"]+)"')
BUILT = re.compile(r"""f["']((?:[\w.-]+/)+[\w.-]*\{[^}"']+\}[\w./-]*\.(?:html|txt))["']""")  # f"room/edit_{part}.html"
NAMED = re.compile(r"""["']((?:[\w.-]+/)+[\w.-]+\.(?:html|txt|xml|typ|svg))["']""")
LAYOUT = re.compile(r"<html[\s>]")


def name_of(template):
    return template.as_posix().split("/templates/", 1)[1]


def test_templates_stay_short():
    counted = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in TEMPLATES}
    fine([f"{told(path)}: {lines} lines, 120 at most" for path, lines in counted.items() if lines > 120])


def test_every_template_is_used():
    spoken = "\n".join(path.read_text(encoding="utf-8") for path in [*PYTHON, *TEMPLATES])
    named = set(NAMED.findall(spoken))
    built = [re.sub(r"\\{.*?\\}", r"[\\w.-]+", re.escape(name)) for name in BUILT.findall(spoken)]
    named |= {name_of(path) for path in TEMPLATES if any(re.fullmatch(shape, name_of(path)) for shape in built)}
    outside = ("account/", "mfa/", "usersessions/", "allauth/", "socialaccount/", "403", "404", "429", "500", "django/")
    fine([told(path) for path in TEMPLATES if name_of(path) not in named and not name_of(path).startswith(outside)])


def chain_of(name, known):
    seen = []
    while name in known and name not in seen:
        seen.append(name)
        found = EXTENDS.search(known[name])
        if not found:
            break
        name = found[1]
    return [*seen, name]


def test_every_page_stands_in_a_layout():
    """What a view renders (it holds a block `content`, or the word <html>) goes up to a layout of `ui/`."""
    known = {name_of(path): path.read_text(encoding="utf-8") for path in PAGES}
    problems = []
    for path in PAGES:
        name, text = name_of(path), known[name_of(path)]
        if name == "web/broken.html":  # drawn when nothing else can be: it stands alone
            continue
        if LETTERS.search(f"/{name}") or name.startswith("ui/"):
            continue
        if LAYOUT.search(text):
            problems.append(f"{told(path)}: writes its own <html>")
        elif "{% block content %}" in text and not any(
            up.startswith(("ui/", "allauth/layouts/")) for up in chain_of(name, known)
        ):
            problems.append(f"{told(path)}: extends no layout of ui/")
    fine(problems)


INLINE = re.compile(
    r"""<[^>{]*\sstyle\s*=|<style[\s>]|<script(?![^>]*\ssrc=)(?![^>]*type="application/(?:ld\+)?json")[\s>]"""
    r"""|<[^>]*\son[a-z]+\s*=\s*["']|javascript:""",
    re.IGNORECASE,
)


def test_nothing_inline_in_a_page():
    """The policy of the pages refuses it. Letters may hold a <style>: mail has no other way. The one style of pages goes by its hash."""
    problems = []
    for path in PAGES:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = INLINE.search(line)
            by_hash = "<style>{{ critical_style" in line or "<style>{{ style }}" in line
            letter = LETTERS.search(f"/{name_of(path)}") and found and found[0].lower().startswith("<style")
            if found and not by_hash and not letter:
                problems.append(f"{told(path)}:{number}: {found[0][:60]}")
    fine(problems)


ADDRESS = re.compile(r"(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
NAMES_NOT_CALLED = {"www.w3.org", "schema.org", "purl.org", "www.sitemaps.org"}


def without_comments(text, suffix):
    if suffix in (".js", ".css"):
        return re.sub(r"/\*.*?\*/|(?m:^\s*//.*$)", "", text, flags=re.S)
    return re.sub(r"{#.*?#}|<!--.*?-->", "", text, flags=re.S)


def test_no_page_calls_a_third_party():
    """Names of vocabularies are not called; links that people follow come from data, never from a template."""
    problems = []
    sheets = [path for path in SOURCE.rglob("*") if path.suffix in (".css", ".js", ".svg") and path.is_file()]
    for path in [*PAGES, *sheets]:
        text = without_comments(path.read_text(encoding="utf-8"), path.suffix)
        problems += [f"{told(path)}: {host}" for host in ADDRESS.findall(text) if host not in NAMES_NOT_CALLED]
    fine(problems)


@pytest.mark.parametrize("room", settings.ROOMS)
def test_a_room_speaks_three_languages(room):
    """A room with sentences has its catalogues; `scripts/messages --check` says whether they are complete."""
    folder = SOURCE / room
    texts = [path.read_text(encoding="utf-8") for path in [*folder.rglob("*.py"), *folder.rglob("templates/**/*.html")]]
    if any("gettext" in text or "{% translate" in text or "{% blocktranslate" in text for text in texts):
        for language in ("en", "es"):
            assert (folder / "locale" / language / "LC_MESSAGES" / "django.po").is_file()


def test_no_field_chooses_in_a_slice():
    """A sliced queryset refuses every choice that a form sends: `ui.fields.first_of` is asked for one row."""
    found = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in sorted(SOURCE.glob("*/forms*")) + sorted(SOURCE.glob("*/forms/*"))
        if path.suffix == ".py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(r"queryset\s*=.*\[:|(alive|present|offered)\(\).*\[:", line)
    ]
    assert found == []
