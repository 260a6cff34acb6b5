"""Someone who walks the pages as a person does, without a browser: follows links by their words, fills forms by their labels.

    walk = Walker(user)
    walk.open("/gestion/assemblees/").follow("Nouvelle assemblée").fill({"Titre": "AG"}).press("Enregistrer")

A page that is not there, a form refused or a label unknown fails with the words of the page.
"""

import re
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from tests import cast

SKIPPED = {"submit", "button", "image", "reset", "file"}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


class Walker:
    def __init__(self, user: Any = None) -> None:
        self.client = cast.browser(user)
        self.url, self.status = "/", 0
        self.told = False  # the answer is a page
        self.content = b""  # as it came: a page, or a file that a link gave
        self.filled: dict[str, Any] = {}

    # Where one is

    def open(self, url: str, expect: int = 200) -> "Walker":
        return self._read(self.client.get(url, follow=True), url, expect)

    def _read(self, answer: Any, url: str, expect: int = 200) -> "Walker":
        self.url = answer.redirect_chain[-1][0] if getattr(answer, "redirect_chain", None) else url
        self.status, self.filled = answer.status_code, {}
        self.content = b"".join(answer) if answer.streaming else answer.content
        self.told = "html" in answer.get("Content-Type", "")
        vars(self).pop("page", None)
        assert self.status == expect, f"{url}: {self.status}\n{self.said()}"
        return self

    @cached_property
    def page(self) -> Any:
        """Read when it is looked at: many are only passed through."""
        return BeautifulSoup(self.content if self.told else b"<html>", "lxml")

    @property
    def words(self) -> str:
        """Everything that the page says."""
        return squeezed(self.page.get_text(" "))

    def said(self) -> str:
        """What the page answers: its messages and its errors."""
        found = self.page.select(".erreurs, .erreur, .avis, .message, [role=alert], [role=status]")
        return squeezed(" ".join(one.get_text(" ") for one in found)) or self.words[:1500]

    def sees(self, *wanted: str) -> "Walker":
        for words in wanted:
            assert squeezed(words) in self.words, f"« {words} » is not on {self.url}:\n{self.words[:4000]}"
        return self

    def does_not_see(self, *unwanted: str) -> "Walker":
        for words in unwanted:
            assert squeezed(words) not in self.words, f"« {words} » is on {self.url}"
        return self

    # Going on

    def follow(self, words: str, within: str = "") -> "Walker":
        """The first link whose words begin so (those for readers of screens included)."""
        where = self.page.select_one(within or "main") or self.page
        for link in [*where.select("a[href]"), *([] if within else self.page.select("a[href]"))]:
            if squeezed(link.get_text(" ")).startswith(squeezed(words)):
                return self.open(urljoin(self.url, str(link["href"])))
        links = sorted({squeezed(link.get_text(" ")) for link in self.page.select("main a[href]")})
        raise AssertionError(f"no link « {words} » on {self.url}: {links}")

    def fill(self, values: dict[str, Any]) -> "Walker":
        """Keep values by label, for the form whose button is pressed next."""
        self.filled |= values
        return self

    def press(self, words: str, expect: int = 200, within: str = "") -> "Walker":
        """Send the form of the first button whose words begin so, with what was filled."""
        where = self.page.select_one(within) if within else self.page
        for button in where.select("button, input[type=submit]") if where else ():
            said = squeezed(button.get_text(" ")) or str(button.get("value", ""))
            if said.startswith(squeezed(words)):
                return self._send(button, expect)
        found = sorted({squeezed(one.get_text(" ")) for one in self.page.select("main button")})
        raise AssertionError(f"no button « {words} » on {self.url}: {found}")

    def _send(self, button: Tag, expect: int) -> "Walker":
        form = self.page.find(id=button["form"]) if button.get("form") else button.find_parent("form")
        assert form is not None, f"a button without a form on {self.url}: {button}"
        data = held(form)
        for label, value in self.filled.items():
            put(form, data, label, value, self.url)
        if button.get("name"):
            data[str(button["name"])] = [str(button.get("value", ""))]
        url = urljoin(self.url, str(button.get("formaction") or form.get("action") or self.url))
        if str(form.get("method", "get")).lower() == "get":
            return self._read(self.client.get(url, data, follow=True), url, expect)
        return self._read(self.client.post(url, data, follow=True), url, expect)


def held(form: Tag) -> dict[str, list[Any]]:
    """What the form would send untouched."""
    data: dict[str, list[Any]] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        name, kind = str(field["name"]), str(field.get("type", "")).lower()
        if kind in SKIPPED or field.has_attr("disabled"):
            continue
        if kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                data.setdefault(name, []).append(str(field.get("value", "on")))
        elif field.name == "select":
            options = field.select("option")
            chosen = [one for one in options if one.has_attr("selected")] or options[:1]
            data.setdefault(name, []).extend(str(one.get("value", one.get_text())) for one in chosen)
        else:
            data.setdefault(name, []).append(
                field.get_text() if field.name == "textarea" else str(field.get("value", ""))
            )
    return data


def put(form: Tag, data: dict[str, list[Any]], label: str, value: Any, url: str) -> None:
    """Put a value in the field of this label (or of this name)."""
    field = field_of(form, label)
    assert field is not None, f"no field « {label} » on {url}: {labels(form)}"
    name, kind = str(field["name"]), str(field.get("type", "")).lower()
    if kind in ("checkbox", "radio"):
        own = str(field.get("value", "on"))
        kept = [one for one in data.get(name, []) if one != own] if kind == "checkbox" else []
        data[name] = [*kept, own] if value else kept
    elif field.name == "select":
        options = field.select("option")
        found = [
            one for one in options if squeezed(one.get_text()).startswith(str(value)) or one.get("value") == str(value)
        ]
        found = found or [one for one in options if str(value) in squeezed(one.get_text())]
        assert found, f"« {label} » has no « {value} »: {[squeezed(one.get_text()) for one in options]}"
        data[name] = [str(found[0].get("value", found[0].get_text()))]
    else:
        data[name] = [value]


def field_of(form: Tag, label: str) -> Tag | None:
    for one in form.select("label"):
        if squeezed(one.get_text(" ")).startswith(label):
            target = form.find(id=one["for"]) if one.has_attr("for") else one.find(["input", "select", "textarea"])
            if isinstance(target, Tag):
                return target
    named = form.find(attrs={"name": label})
    return named if isinstance(named, Tag) else None


def labels(form: Tag) -> list[str]:
    return [squeezed(one.get_text(" ")) for one in form.select("label")]
