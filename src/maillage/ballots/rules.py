"""The rule that decides a question: from the legal profile, and in words for the screen; `outcomes.decide` applies it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.network import current

KINDS = {
    "ordinary": gettext_lazy("Décision ordinaire"),
    "bylaws": gettext_lazy("Modification des statuts ou règlements"),
    "purpose": gettext_lazy("Changement de l’objet"),
    "exclusion": gettext_lazy("Exclusion d’un membre"),
    "dissolution": gettext_lazy("Dissolution"),
}


def rule_for(kind: str) -> dict[str, Any]:
    """The rule of a kind of decision, as the legal profile says it today; it is copied into the question.

    Of its values: threshold {"more_than": "1/2"} or {"at_least": "2/3"}, of "cast", "present" or "members", abstentions
    counted in the votes cast or not, tie "falls" or "chair", source in words, to_confirm by a lawyer.
    """
    legal = current.profile().legal
    found = getattr(legal.majorities, kind, None) or (
        legal.majorities.bylaws if kind == "purpose" else legal.majorities.ordinary
    )
    majority = found.value
    threshold = (
        {"more_than": str(majority.more_than)}
        if majority.more_than is not None
        else {"at_least": str(majority.at_least)}
    )
    return {"kind": kind, "threshold": threshold, "of": majority.of, "abstentions": legal.abstentions_counted.value,
            "tie": "falls", "source": found.source, "to_confirm": found.to_confirm}  # fmt: skip


def no_remote_secret() -> str:
    """The source of the rule by which persons are not elected in secret from afar; "" where nothing forbids it."""
    rule = current.profile().legal.remote_secret_elections
    return "" if rule is None or rule.value else str(rule.source)


def complete(rule: dict[str, Any] | None) -> dict[str, Any]:
    """A rule as given, its gaps filled from the ordinary one (or that of its kind)."""
    given = rule or {}
    base = rule_for(given.get("kind", "ordinary"))
    if {"threshold", "of", "tie", "abstentions"} & set(given) and "source" not in given:
        base["source"] = ""
    return {**base, **given}


def words(rule: dict[str, Any]) -> str:
    """« Plus de la moitié des voix exprimées (abstentions non comptées) »."""
    kind, share = next(iter(rule.get("threshold", {"more_than": "1/2"}).items()))
    bases = {
        "cast": _("des voix exprimées, abstentions comprises") if rule.get("abstentions")
        else _("des voix exprimées, sans les abstentions"),
        "present": _("des voix présentes"),
        "members": _("des voix de la liste électorale"),
    }  # fmt: skip
    of = bases[rule.get("of", "cast")]
    if share == "1/2" and kind == "more_than":
        said = _("Plus de la moitié %(of)s.") % {"of": of}
    elif kind == "more_than":
        said = _("Plus de %(share)s %(of)s.") % {"share": share, "of": of}
    else:
        said = _("Au moins %(share)s %(of)s.") % {"share": share, "of": of}
    if rule.get("tie") == "chair":
        return f"{said} " + _("À égalité, la présidence a voix prépondérante.")
    return f"{said} " + _("À égalité, la proposition n’est pas adoptée.")
