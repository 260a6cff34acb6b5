"""The official schemas (2.01 to 2.03), applied to one activity at a time, and what they say in the reader's words."""

import re
from functools import lru_cache
from importlib import resources
from typing import Any

from django.utils.translation import gettext_lazy as _

from maillage.core.later import later
from maillage.iati.faults import CRITICAL, MOST, Fault, line_of

etree = later("lxml.etree")

RULE = "0.3.1"
FILES = {"iati-activities": "iati-activities-schema.xsd", "iati-organisations": "iati-organisations-schema.xsd"}
AT = re.compile(r"^Element '([^']*)'(?:, attribute '([^']*)')?: (.*)$", re.S)
TYPES = {
    "date": _("une date (AAAA-MM-JJ)"), "dateTime": _("une date avec son heure (AAAA-MM-JJThh:mm:ss)"),
    "decimal": _(
        "un nombre (point décimal, sans "
        "espace ni virgule)"), "boolean": _("« 1 », « 0 », « true » ou « false »"),
    "positiveInteger": _("un nombre entier, à partir de 1"), "int": _("un nombre entier"),
    "nonNegativeInteger": _("un nombre entier, à partir de 0"), "anyURI": _("une adresse"),
    "language": _("un code de langue"),
}  # fmt: skip
# What libxml2 says, and our words; places are named.
WORDS: list[tuple[re.Pattern[str], Any]] = [
    (re.compile(r"The attribute '(?P<name>[^']*)' is required but missing\."),
     _("L’attribut « %(name)s » manque à <%(element)s>.")),
    (re.compile(r"The attribute '(?P<name>[^']*)' is not allowed\."),
     _("L’attribut « %(name)s » n’a pas sa place sur <%(element)s>.")),
    (re.compile(r"This element is not expected\. Expected is (?:one of )?\( (?P<wanted>.*) \)\."),
     _("<%(element)s> n’est pas attendu ici ; on attend : %(wanted)s. L’ordre des éléments compte.")),
    (re.compile(r"This element is not expected\."), _(
        "<%(element)s> n’est pas attendu ici : l’élément "
        "est inconnu, en trop, ou mal placé.")),
    (re.compile(r"Missing child element\(s\)\. Expected is (?:one of )?\( (?P<wanted>.*) \)\."),
     _("Dans <%(element)s>, il manque : %(wanted)s.")),
    (re.compile(r"'(?P<value>.*)' is not a valid value of the (?:atomic|union|local atomic) type '(?:xs:)?(?P<type>[^']*)'\.", re.S),
     _("« %(value)s » n’est pas %(type)s (%(where)s).")),
    (re.compile(r"(?:\[facet '(?P<facet>[^']*)'\] )?The value '(?P<value>.*?)' .*", re.S),
     _("« %(value)s » n’est pas une valeur permise (%(where)s).")),
    (re.compile(r"Character content .*not allowed.*", re.S), _("<%(element)s> contient du texte là où il n’en faut pas.")),
    (re.compile(r"Element content is not allowed.*", re.S), _("<%(element)s> ne peut pas contenir d’autre élément.")),
]  # fmt: skip


@lru_cache(maxsize=8)
def schema(kind: str, version: str) -> Any:
    """The schema of a version; what it includes is read beside it, nothing is fetched."""
    folder = resources.files("maillage.iati") / "data" / "schemas" / version
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    with resources.as_file(folder / FILES[kind]) as path:
        return etree.XMLSchema(etree.parse(str(path), parser))


def faults(element: Any, kind: str, version: str, start: str, identifier: str) -> list[Fault]:
    """What the schema refuses in one row; nothing when it is valid."""
    checker = schema(kind, version)
    if checker.validate(element):
        return []
    found = []
    for entry in checker.error_log.filter_from_errors():
        below = (entry.path or "").removeprefix(f"/{element.tag}")
        line = entry.line if entry.line < MOST else line_at(element, below)
        found.append(Fault(CRITICAL, RULE, in_words(entry.message), start + below, line, identifier))
    return list(dict.fromkeys(found))


def line_at(element: Any, below: str) -> int:
    """The line of what stands at a path under a row, in a file of many lines."""
    try:
        found = element.xpath(f".{below}") if below else []
    except etree.XPathEvalError:
        found = []
    return line_of(found[0] if found else element)


def faults_of_head(root: Any, version: str) -> list[Fault]:
    """What the schema refuses in the root element itself."""
    checker = schema(str(root.tag), version)
    alone = etree.Element(root.tag, dict(root.attrib))
    checker.validate(alone)
    said = [entry.message for entry in checker.error_log.filter_from_errors() if "Missing child" not in entry.message]
    return [Fault(CRITICAL, RULE, in_words(one), f"/{root.tag}", line_of(root)) for one in said]


def in_words(message: str) -> str:
    """A sentence of the parser in the reader's language; itself where we have none for it."""
    found = AT.match(message)
    if found is None:
        return message
    element, attribute, rest = found.groups()
    element = element.rpartition("}")[2] or element
    for pattern, words in WORDS:
        if told := pattern.match(rest):
            names = {key: value or "" for key, value in told.groupdict().items()}
            names["element"] = element
            names["where"] = f"{element}/@{attribute}" if attribute else element
            names["wanted"] = wanted(names.get("wanted", ""))
            names["value"] = names.get("value", "")[:80]
            names["type"] = TYPES[names["type"]] if names.get("type") in TYPES else _("une valeur du type attendu")
            return str(words) % names
    return message


def wanted(said: str) -> str:
    """The elements that the schema expects, without its own wildcards."""
    names = [one.strip() for one in said.split(",")]
    return ", ".join(f"<{name}>" for name in names if "*" not in name and "##" not in name) or str(_("rien d’autre"))
