"""States of an election and of a candidacy, and what a candidate may declare."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.ballots.enums_votes import Method, Secrecy


class ElectionState(TextChoices):
    """Prepared, open to candidates, closed to them, put to the vote, declared."""

    PREPARING = "preparing", _("En préparation")
    CANDIDATURES = "candidatures", _("Candidatures ouvertes")
    READY = "ready", _("Candidatures closes")
    VOTING = "voting", _("Au vote")
    DONE = "done", _("Résultat proclamé")
    CANCELLED = "cancelled", pgettext_lazy("élection", "Annulée")

    def can_become(self, other: "ElectionState") -> bool:
        return other in _NEXT[self]

    @property
    def tone(self) -> str:
        return {"candidatures": "al", "ready": "al", "voting": "al", "done": "ok", "cancelled": "nu"}.get(
            self.value, "nu"
        )


_E = ElectionState
_NEXT: dict[ElectionState, tuple[ElectionState, ...]] = {
    _E.PREPARING: (_E.CANDIDATURES, _E.READY, _E.CANCELLED),
    _E.CANDIDATURES: (_E.READY, _E.CANCELLED),
    _E.READY: (_E.CANDIDATURES, _E.VOTING, _E.CANCELLED),
    _E.VOTING: (_E.DONE, _E.READY),
    _E.DONE: (),
    _E.CANCELLED: (),
}


class CandidacyState(TextChoices):
    PROPOSED = "proposed", _("À vérifier")
    ACCEPTED = "accepted", pgettext_lazy("candidature", "Recevable")
    REFUSED = "refused", pgettext_lazy("candidature", "Refusée")
    WITHDRAWN = "withdrawn", pgettext_lazy("candidature", "Retirée")

    @property
    def tone(self) -> str:
        return {"proposed": "al", "accepted": "ok", "refused": "er"}.get(self.value, "nu")

    @property
    def stands(self) -> bool:
        return self in (CandidacyState.PROPOSED, CandidacyState.ACCEPTED)


class Fate(TextChoices):
    """What the vote made of a candidacy."""

    NONE = "", _("Pas encore votée")
    ELECTED = "elected", _("Élection")
    SUBSTITUTE = "substitute", _("Suppléance")
    NOT_ELECTED = "not_elected", _("Sans siège")
    DECLINED = "declined", _("A renoncé à son siège")


class Gender(TextChoices):
    """Declared by the candidate, or not: asked because by-laws may bind the outcome to parity, and for nothing else."""

    UNDECLARED = "", _("Je ne le déclare pas")
    WOMAN = "F", _("Femme")
    MAN = "M", _("Homme")
    OTHER = "X", _("Autrement")


class Stagger(TextChoices):
    """Who of the elected serves the long terms when a whole group is renewed at once."""

    NONE = "", _("Tous les mandats ont la même durée")
    ORDER = "order", _("Les premières personnes élues ont les mandats longs")
    LOT = "lot", _("Les mandats longs se tirent au sort, par la graine publiée du vote")


METHODS = [
    (value, Method(value).label)
    for value in (Method.PLURALITY, Method.APPROVAL, Method.MAJORITY_JUDGEMENT, Method.SCOTTISH_STV, Method.MEEK,
                  Method.IRV, Method.SCHULZE, Method.TWO_ROUND, Method.DHONDT, Method.SAINTE_LAGUE, Method.LARGEST_REMAINDER)
]  # fmt: skip
OF_LISTS = (Method.DHONDT, Method.SAINTE_LAGUE, Method.LARGEST_REMAINDER)
FORMS = [
    (value, Secrecy(value).label) for value in (Secrecy.CONFIDENTIAL, Secrecy.PAPER, Secrecy.NOMINAL, Secrecy.HANDS)
]
