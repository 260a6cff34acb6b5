"""What is done to many followed institutions at once, and the sentence that says how it went."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.roles import Permission
from maillage.advocacy import actions, words
from maillage.advocacy.enums import Stage
from maillage.advocacy.models import Commitment
from maillage.desk.views.lists import BulkVerb

EDIT = Permission.ADVOCACY_EDIT


def assign_to(owner: Any) -> Callable[..., str]:
    def run(rows: QuerySet[Commitment], *, by: Any) -> str:
        count = actions.assign(commitments=rows, owner=owner, by=by)
        if owner is None:
            return ngettext("%(n)s institution n’est plus suivie par personne.",
                            "%(n)s institutions ne sont plus suivies par personne.", count) % {"n": count}  # fmt: skip
        return ngettext("%(n)s institution confiée à %(who)s.", "%(n)s institutions confiées à %(who)s.",
                        count) % {"n": count, "who": owner}  # fmt: skip

    return run


def note(stage: Stage, why: Any) -> Callable[..., str]:
    """The same step for each of these, today; those that cannot take it are counted apart."""

    def run(rows: QuerySet[Commitment], *, by: Any) -> str:
        done = refused = 0
        for row in rows.select_related("organisation", "ask")[:500]:
            try:
                values = {"stage": stage, "on": localdate(), "note": str(why)}
                actions.add_step(commitment=row, values=values, by=by)
                done += 1
            except ValidationError:
                refused += 1
        told = ngettext("L’étape « %(stage)s » est notée pour %(n)s institution.",
                        "L’étape « %(stage)s » est notée pour %(n)s institutions.", done) % {
            "stage": stage.label, "n": done}  # fmt: skip
        if refused:
            told += " " + ngettext("%(n)s autre ne peut pas la prendre : ouvrez sa page.",
                                   "%(n)s autres ne peuvent pas la prendre : ouvrez leur page.", refused) % {
                "n": refused}  # fmt: skip
        return told

    return run


def drop(rows: QuerySet[Commitment], *, by: Any) -> str:
    done = kept = 0
    for row in rows.select_related("organisation", "ask")[:2000]:
        try:
            actions.drop(commitment=row, by=by)
            done += 1
        except ValidationError:
            kept += 1
    return _("Suivis retirés : %(n)s. Gardés, car quelque chose y est noté : %(kept)s.") % {"n": done, "kept": kept}


def verbs() -> list[BulkVerb]:
    """Give to each who may follow an institution; renew, lapse, or take out what was begun by mistake."""
    people = [BulkVerb(f"owner-{one.pk}", _("Confier à %(who)s") % {"who": one}, assign_to(one), EDIT)
              for one in words.editors()[:30]]  # fmt: skip
    return [
        *people,
        BulkVerb("owner-none", gettext_lazy("Ne confier à personne"), assign_to(None), EDIT),
        BulkVerb("renewed", gettext_lazy("Noter le renouvellement, aujourd’hui"),
                 note(Stage.RENEWED, gettext_lazy("Texte renouvelé, noté avec d’autres.")), EDIT,
                 warning=gettext_lazy("Chaque engagement tenu est dit renouvelé aujourd’hui.")),
        BulkVerb("lapsed", gettext_lazy("Dire caduc, aujourd’hui"),
                 note(Stage.LAPSED, gettext_lazy("Le jour du renouvellement est passé sans réponse.")), EDIT,
                 warning=gettext_lazy("Ces institutions quittent la page publique."), dangerous=True),
        BulkVerb("drop", gettext_lazy("Ne plus suivre (si rien n’est noté)"), drop, EDIT,
                 warning=gettext_lazy("Seuls les suivis sans étape ni texte sont retirés."), dangerous=True),
    ]  # fmt: skip
