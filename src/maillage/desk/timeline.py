"""The journal in words: the verb's label, what changed from what to what, and when."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from babel import localedata
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maillage.accounts.roles import ROLES, Permission
from maillage.audit.models import Entry
from maillage.core.money import Money
from maillage.core.registry import house
from maillage.ui.words import locale

# What the house keeps for itself, and nobody reads.
QUIET = {"id", "version", "created_at", "updated_at", "number", "sha256"}
# Rows that a verb points at by their number: it says nothing to who reads.
POINTED = {"attendance", "candidacy", "clause", "copied_from", "criterion", "date", "document", "enrolment", "facilitator",
           "guest", "host", "item", "mandate", "right", "speech", "nominee", "organisation", "out_from", "person",
           "place", "school", "session", "visite"}  # fmt: skip
LONGEST = 160
# What verbs tell that is not a field of the object.
SAID = {
    "amount": gettext_lazy("Montant"), "body": gettext_lazy("Décidé par"), "category": gettext_lazy("Catégorie"),
    "answer": gettext_lazy("Réponse"), "answers": gettext_lazy("Réponses comptées"),
    "breakdown": gettext_lazy("Répartition"), "came": gettext_lazy("Arrivées notées"),
    "certificates": gettext_lazy("Attestations"), "costs": gettext_lazy("Coûts"),
    "enrolments": gettext_lazy("Inscriptions"), "km": gettext_lazy("Kilomètres"),
    "letters": gettext_lazy("Courriels"), "origin": gettext_lazy("Dit par"),
    "others": gettext_lazy("Personnes ajoutées"), "out_reason": gettext_lazy("Motif"),
    "people": gettext_lazy("Personnes"), "places": gettext_lazy("Places"), "tables": gettext_lazy("Tables"),
    "undone": gettext_lazy("Arrivées retirées"), "changed": gettext_lazy("Ce qui change"), "count": gettext_lazy("Nombre"),
    "digest": gettext_lazy("Empreinte"), "present": gettext_lazy("Présentes"),
    "first": gettext_lazy("La première"), "last": gettext_lazy("La dernière"),
    "charge": gettext_lazy("Somme due"), "counts": gettext_lazy("Décompte"), "email": gettext_lazy("Courriel"),
    "credit_note": gettext_lazy("Note de crédit"), "ended_on": gettext_lazy("Jusqu’au"),
    "hearing_on": gettext_lazy("Audition le"), "is_active": gettext_lazy("Compte ouvert"),
    "kind": gettext_lazy("Genre"), "lines": gettext_lazy("Lignes"), "member": gettext_lazy("Membre"),
    "name": gettext_lazy("Nom"), "payer": gettext_lazy("De la part de"), "purpose": gettext_lazy("But"),
    "reason": gettext_lazy("Motif"), "recipients": gettext_lazy("Destinataires"), "role": gettext_lazy("Rôle"),
    "revoked_at": gettext_lazy("Retirée le"), "second_factor": gettext_lazy("Second facteur"),
    "second_factors": gettext_lazy("Seconds facteurs"), "sessions": gettext_lazy("Sessions"),
    "started_on": gettext_lazy("Depuis le"), "state": gettext_lazy("État"), "total": gettext_lazy("Total"),
    "year": gettext_lazy("Exercice"), "abstain": gettext_lazy("Abstentions"), "asked_by": gettext_lazy("Demandé par"),
    "attendance": gettext_lazy("Présence"), "ballots": gettext_lazy("Bulletins"), "board_due": gettext_lazy("Le conseil a jusqu’au"),
    "candidacy": gettext_lazy("Candidature"), "carried": gettext_lazy("Adopté"), "confirmed_on": gettext_lazy("Confirmée le"),
    "counted": gettext_lazy("Comptés au quorum"), "current_item": gettext_lazy("Point en cours"),
    "days_given": gettext_lazy("Jours francs donnés"), "elected": gettext_lazy("Élues et élus"), "group": gettext_lazy("Sièges"),
    "item": gettext_lazy("Point"), "items": gettext_lazy("Points"), "mandate": gettext_lazy("Mandat"),
    "mandates": gettext_lazy("Mandats"), "needed": gettext_lazy("Requis"), "no": gettext_lazy("Voix contre"),
    "option": gettext_lazy("Choix"), "questions": gettext_lazy("Questions mises aux voix"), "right": gettext_lazy("Droit de vote"),
    "rights": gettext_lazy("Droits de vote"), "roll": gettext_lazy("Liste électorale"), "seed": gettext_lazy("Graine du tirage au sort"),
    "sheet": gettext_lazy("Feuille de dépouillement"), "speech": gettext_lazy("Prise de parole"), "yes": gettext_lazy("Voix pour"),
    "end_reason": gettext_lazy("Pourquoi"), "office": gettext_lazy("Fonction"),
    "how": gettext_lazy("Comment"), "asked_for": gettext_lazy("Pour"),
}  # fmt: skip
AMOUNT = re.compile(r"(-?\d+(?:\.\d+)?) ([A-Z]{3})")


def verb_label(verb: str) -> str:
    """The verb's French label in the reader's language; its code when nobody registered one."""
    return str(house.verbs.get(verb) or verb)


def model_of(kind: str) -> type[models.Model] | None:
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


def field_of(model: type[models.Model] | None, name: str) -> Any:
    for candidate in (name, name.removesuffix("_id")):
        try:
            return model._meta.get_field(candidate) if model else None
        except FieldDoesNotExist:
            continue
    return None


def label_of(field: Any, name: str) -> str:
    """The French label of the field; else what the verbs say; else the name itself."""
    label = str(getattr(field, "verbose_name", ""))
    if label in ("", name, name.replace("_", " ")):
        label = str(SAID.get(name) or name.replace("_", " "))
    return label[:1].upper() + label[1:]


def words(value: Any, field: Any = None) -> str:
    """A value of the journal as people read it."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, dict):
        return str(value.get("name") or ", ".join(f"{k} {words(v)}".strip() for k, v in value.items()))
    if isinstance(value, list):
        return ", ".join(words(item, field) for item in value)
    choices = dict(getattr(field, "flatchoices", ()) or ())
    if value in choices:
        return str(choices[value])
    if isinstance(value, str) and (day := day_of(value)):
        return day
    if isinstance(value, str) and (amount := AMOUNT.fullmatch(value)):
        return Money.of(amount[1], amount[2]).format(locale_of(amount[2]))
    text = str(value)
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"


@cache
def codes(room: str) -> dict[str, Any]:
    """The codes of a room's states and kinds, with their labels."""
    enums = import_module(f"maillage.{room}.enums")
    kinds = [one for one in vars(enums).values() if isinstance(one, type) and issubclass(one, models.TextChoices)]
    return {code: label for kind in kinds for code, label in kind.choices}


def coded(model: type[models.Model] | None, field: Any, name: str, value: Any) -> Any:
    """A code that no field explains, in words: a role, a state, a kind, a language, an entry of the profile."""
    if isinstance(value, list):
        return [coded(model, field, name, one) for one in value]
    if value is None or model is None or getattr(field, "choices", None):
        return value
    if say := house.codes.get(f"{model._meta.label_lower}.{name}"):
        return say(value)
    if not isinstance(value, str):
        return value
    if name == "role" and value in ROLES:
        return ROLES[value].name
    if name == "language":
        return locale(get_language() or "fr").languages.get(value, value)
    if name in {"kind", "state", "body"} and find_spec(f"maillage.{model._meta.app_label}.enums"):
        return codes(model._meta.app_label).get(value, value)
    return value


def locale_of(currency: str) -> str:
    """The reader's language where this currency is at home: « 75,00 $ » in Canada, not « 75,00 $CA »."""
    language = get_language() or "fr"
    home = f"{language}_{currency[:2]}"
    return home if localedata.exists(home) else language


def day_of(text: str) -> str:
    """A date written in ISO, in words; nothing when it is not one."""
    if len(text) < 10 or text[4:5] != "-":
        return ""
    try:
        if len(text) == 10:
            return date_format(date.fromisoformat(text), "DATE_FORMAT")
        at = datetime.fromisoformat(text)
        return date_format(localtime(at) if at.tzinfo else at, "SHORT_DATETIME_FORMAT")
    except ValueError:
        return ""


def lines(entry: Entry) -> list[tuple[str, str, str]]:
    """(field, before, after) of what changed; what was erased says so."""
    model = model_of(entry.kind)
    told = []
    for name, pair in entry.changes.items():
        field = field_of(model, name)
        if name in QUIET or (field is not None and not getattr(field, "editable", True)):
            continue
        if pair is None:
            told.append((label_of(field, name), "", _("effacé")))
            continue
        before, after = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
        if field is None and name in POINTED and {type(before), type(after)} <= {int, type(None)}:
            continue
        if isinstance(field, models.ForeignKey) and not isinstance(after, dict):
            told.append((label_of(field, name), "", _("changé")))
            continue
        before, after = (coded(model, field, name, value) for value in (before, after))
        was, became = words(before, field), words(after, field)
        if was or became:
            told.append((label_of(field, name), was, became or _("vide")))
    return sorted(told)  # by label: PostgreSQL keeps no order of its own in JSON


def named(entries: Iterable[Entry], user: Any) -> list[Entry]:
    """Entries with the name of their object for those who may see it today: what is withheld since has none."""
    found = list(entries)
    if user.can(Permission.JOURNAL_EXPORT):
        return found
    kinds: dict[str, set[str]] = {}
    for entry in found:
        kinds.setdefault(entry.kind, set()).add(entry.object_id)
    seen = {(kind, str(pk)) for kind, ids in kinds.items() for pk in seen_of(kind, ids, user)}
    for entry in found:
        if (entry.kind, entry.object_id) not in seen:
            entry.label = ""
    return found


def seen_of(kind: str, ids: Iterable[str], user: Any) -> Iterable[Any]:
    model = model_of(kind)
    rows = getattr(model and model._default_manager, "visible_to", None)
    return rows(user).filter(pk__in=[pk for pk in ids if pk.isdecimal()]).values_list("pk", flat=True) if rows else ()


def moment(at: datetime) -> str:
    """Today at 16:12, yesterday at 10:40, Friday at 9:05, or the date."""
    local, today = localtime(at), localdate()
    time = date_format(local, "TIME_FORMAT")
    if local.date() == today:
        return _("aujourd’hui, %(time)s") % {"time": time}
    if local.date() == today - timedelta(days=1):
        return _("hier, %(time)s") % {"time": time}
    if today - timedelta(days=6) <= local.date() < today:
        return _("%(day)s, %(time)s") % {"day": date_format(local, "l"), "time": time}
    return date_format(local, "DATE_FORMAT")
