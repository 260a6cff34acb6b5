"""Codelists of the IATI Standard (CC BY 4.0), in English and French: sectors, goals, markers, types, statuses.

Each list is read when it is first asked for; `scripts/make_codelists.py` makes the file from IATI's own.
"""

import json
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

from babel import Locale


class Code(NamedTuple):
    """One code of a list, with its names; `fr` is empty where IATI gives none."""

    code: str
    en: str
    fr: str = ""
    category: str = ""
    withdrawn: int = 0

    def name(self, language: str) -> str:
        return self.fr if language == "fr" and self.fr else self.en


class Codelist(NamedTuple):
    name: str
    complete: bool  # a code outside of it is a fault; else only a remark
    codes: dict[str, Code]


@lru_cache(maxsize=1)
def _lines() -> tuple[dict[str, Any], dict[str, str]]:
    """The head of the file, and each list as written."""
    lines = (resources.files(__name__) / "lists.json").read_text(encoding="utf-8").splitlines()
    head = json.loads(lines[0].removesuffix(', "lists": {') + "}")
    return head, {line[1 : line.index('":')]: line.removesuffix(",") for line in lines[1:-1]}


def mappings() -> list[tuple[str, str, str]]:
    """(path of an attribute, list that holds its codes, condition of XPath or nothing), as the standard says them."""
    return [(path, name, condition) for path, name, condition in _lines()[0]["mappings"]]


def taken_on() -> str:
    """The day on which the lists were taken from IATI (ISO)."""
    return str(_lines()[0]["taken_on"])


@lru_cache(maxsize=128)
def codelist(name: str) -> Codelist:
    """A list by IATI's own name (« Sector », « TransactionType »); KeyError when there is none."""
    told = json.loads("{" + _lines()[1][name] + "}")[name]
    return Codelist(name, told["complete"], {code: Code(code, *row) for code, row in told["items"].items()})


def label(name: str, code: str, language: str) -> str:
    """The name of a code in a language; the code itself when the list does not know it."""
    if name in ("Country", "Currency"):
        return _of_the_world(name, code, language)
    found = codelist(name).codes.get(code)
    return found.name(language[:2]) if found else code


def _of_the_world(name: str, code: str, language: str) -> str:
    """Countries and currencies, in the reader's language, from the Unicode consortium's tables."""
    locale = Locale.parse(language[:2])
    told = locale.territories if name == "Country" else locale.currencies
    return str(told.get(code, code))


def choices(name: str, language: str) -> list[tuple[str, str]]:
    """(code, « code : name ») of what may be chosen today, in the order of the list."""
    return [(code, f"{code} : {label(name, code, language)}") for code, one in codelist(name).codes.items()
            if not one.withdrawn]  # fmt: skip
