"""Why a file cannot be read as IATI, in the words of who must mend it: not XML, cut, another thing under its name."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal
from maillage.core.later import later

etree = later("lxml.etree")

LARGEST_ROW = 32 << 20  # one activity
NOT_XML, ENTITIES, NOT_IATI = "0.1.1", "0.1.2", "0.2.1"


class Unreadable(Refusal):
    """The file cannot be read as IATI; `line` where it is known."""

    MESSAGES = {
        "missing": _("Ce fichier est introuvable, ou vous n’avez pas le droit de le lire."),
        "empty": _("Ce fichier est vide."),
        "not_xml": _("Ce fichier n’est pas du XML correct : %(detail)s."),
        "compressed": _("Ce fichier est compressé : décompressez-le d’abord."),
        "zip": _("Ce fichier est un classeur ou une archive ZIP, pas du XML : demandez ou exportez le fichier IATI (XML)."),
        "web_page": _(
        "Ce fichier est une page web (HTML), sans doute un message d’erreur "
        "enregistré à la place du fichier : téléchargez-le de nouveau."),
        "not_iati": _(
        "Ce n’est pas un fichier IATI : sa racine est <%(root)s>, « "
        "iati-activities » ou « iati-organisations » est attendue."),
        "namespace": _(
        "La racine <%(root)s> est dans l’espace de noms « %(space)s » : "
        "ceux de l’IATI n’en ont pas. Enlevez cette déclaration xmlns."),
        "entities": _(
        "Ce fichier déclare des entités XML ou appelle un fichier extérieur "
        ": il est refusé. Enlevez sa déclaration DOCTYPE."),
        "too_deep": _("Ce fichier imbrique trop d’éléments les uns dans les autres : il est refusé."),
        "too_big": _("Ce fichier dépasse %(limit)s Mo : il est refusé."),
        "row_too_big": _("Une activité de ce fichier dépasse %(limit)s Mo, ou un seul de ses textes 10 Mo : il est refusé."),
    }  # fmt: skip
    RULES = {"missing": "0.1.0", "not_iati": NOT_IATI, "web_page": NOT_IATI, "namespace": NOT_IATI, "entities": ENTITIES,
             "too_deep": ENTITIES, "too_big": ENTITIES, "row_too_big": ENTITIES}  # fmt: skip

    def __init__(self, code: str, line: int = 0, **params: Any) -> None:
        super().__init__(code, **params)
        self.line = line

    @property
    def rule(self) -> str:
        return self.RULES.get(self.code, NOT_XML)


NOTHING_BEGINS = _("aucun élément n’y commence")
CUT = _("il s’arrête avant sa fin ; il est coupé : téléchargez-le ou exportez-le de nouveau")
# What libxml2 says, and our words.
WORDS: list[tuple[re.Pattern[str], Any]] = [
    (re.compile(r"Entity '(?P<name>[^']*)' not defined"), _(
        "« &%(name)s; » n’existe pas en XML ; écrivez le signe lui-même")),
    (re.compile(r"xmlParseEntityRef|EntityRef: "), _("un « & » y est seul ; écrivez « &amp; » à sa place")),
    (re.compile(r"Opening and ending tag mismatch: (?P<opened>\S+) line (?P<at>\d+) and (?P<closed>[^\s,]+)"), _(
        "<%(opened)s>, ouvert ligne %(at)s, est fermé par </%(closed)s>")),
    (re.compile(r"Extra content at the end"), _("il continue après la fin de sa racine ; un seul document par fichier")),
    (re.compile(r"StartTag: invalid element name"), _("un « < » y est seul ; écrivez « &lt; » à sa place")),
    (re.compile(r"Unsupported encoding: (?P<name>.{1,40})|encoding name"), _(
        "l’encodage qu’il déclare est inconnu ; enregistrez-le en UTF-8")),
    (re.compile(r"character encoding|not proper UTF-8|encoder error|conversion failed"), _(
        "il n’est pas dans l’encodage qu’il déclare ; enregistrez-le en UTF-8")),
    (re.compile(r"invalid Char|[Ii]nvalid char|out of allowed range|invalid xmlChar"), _(
        "il contient un signe interdit (caractère de commande) ; enlevez-le")),
    (re.compile(r"XML declaration allowed only"), _(
        "sa déclaration <?xml …?> n’est pas tout au début ; enlevez ce qui la précède")),
    (re.compile(r"Start tag expected"), NOTHING_BEGINS),
    (re.compile(r"Attribute (?P<name>\S+) redefined"), _("l’attribut « %(name)s » est deux fois sur le même élément")),
    (re.compile(r"AttValue: .* expected|mandates? value for attribute|attributes construct error"), _(
        "un attribut n’a pas sa valeur entre guillemets")),
    (re.compile(r"Premature end|expected '>'|EndTag: '</' not found|no element found|find end of Start Tag"), CUT),
]  # fmt: skip
HTML = re.compile(rb"\s*+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def not_text(head: bytes) -> Unreadable | None:
    """What is plainly another thing than XML."""
    if head[:2] == b"\x1f\x8b" or head[:3] == b"BZh" or head[:6] == b"\xfd7zXZ\0":
        return Unreadable("compressed")
    if head[:4] == b"PK\x03\x04":
        return Unreadable("zip")
    if HTML.match(head.removeprefix(b"\xef\xbb\xbf")[:5_000]):
        return Unreadable("web_page", line=1)
    return None


def broken(error: Any, parser: Any, *, at_end: bool = False) -> Unreadable:
    """What the parser said, in words."""
    said, line = str(error.msg or ""), int(error.lineno or 0)
    first = next(iter(parser.feed_error_log.filter_from_fatals()), None)
    if first is not None and ("no element found" in said or not said):
        said, line = first.message, first.line
    lower = said.lower()
    if "depth" in lower:
        return Unreadable("too_deep", line=line)
    if "amplification" in lower or "entity reference loop" in lower:
        return Unreadable("entities", line=line)
    if "huge" in lower or "too long" in lower or "too big" in lower:
        return Unreadable("row_too_big", line=line, limit=LARGEST_ROW >> 20)
    for pattern, words in WORDS:
        if found := pattern.search(said):
            return Unreadable("not_xml", line=line, detail=str(words) % found.groupdict())
    return Unreadable("not_xml", line=line, detail=CUT if at_end else said.partition(", line ")[0])
