"""What is looked at before a notice leaves: what forbids it, what should be known before sending it all the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.assemblies import delays, law, recipients
from maillage.assemblies.enums import AssemblyKind, DecisionKind, Mode, RequestState
from maillage.assemblies.models import Assembly, Paper


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the check: "ok", "warning" (may be sent, knowingly) or "error" (may not)."""

    level: str
    text: str
    law: str = ""
    url: str = ""

    @property
    def tone(self) -> str:
        return {"ok": "ok", "warning": "al", "error": "er"}[self.level]


def findings(assembly: Assembly) -> list[Finding]:
    """Everything that is checked, in the order in which one puts it right."""
    return [*_date(assembly), *_place(assembly), *_agenda(assembly), *_rights(assembly), *_people(assembly)]


def may_leave(found: list[Finding]) -> bool:
    return not any(one.level == "error" for one in found)


def _date(assembly: Assembly) -> Iterator[Finding]:
    edit = reverse("assemblies:edit", args=[assembly.pk])
    if assembly.starts_at is None:
        yield Finding("error", _("La date n’est pas fixée."), url=edit)
        return
    if assembly.starts_at <= now():
        yield Finding("error", _("La date de l’assemblée est passée."), url=edit)
        return
    asked = law.notice_delay(assembly)
    found = law.standing(assembly, localdate())
    assert found is not None
    words = {"given": found.given, "asked": found.asked}
    if refused := law.delay_refusal(assembly):
        yield Finding("error", refused, asked.source, edit)
    elif found.state == delays.Delay.SHORT:
        yield Finding("warning", _(
            "Le délai est plus court que l’usage de vos statuts : %(given)s jours francs sur %(asked)s.") % words,
            asked.source, edit)  # fmt: skip
    elif found.asked:
        yield Finding("ok", _("Délai : %(given)s jours francs, %(asked)s demandés.") % words, asked.source)
    if assembly.kind == AssemblyKind.ANNUAL and (due := law.annual_due(assembly.day or localdate())):
        day, source = due
        if assembly.day and assembly.day > day:
            yield Finding("warning", _("L’assemblée annuelle devait se tenir au plus tard le %(day)s.") % {
                "day": date_format(day)}, source)  # fmt: skip


def _place(assembly: Assembly) -> Iterator[Finding]:
    edit = reverse("assemblies:edit", args=[assembly.pk])
    if refused := law.remote_refusal(assembly.mode):
        yield Finding("error", refused, url=edit)
    if assembly.mode != Mode.REMOTE and not assembly.place:
        yield Finding("error", _("Le lieu manque."), url=edit)
    if assembly.mode != Mode.ON_SITE:
        if not assembly.remote_url:
            yield Finding("error", _("Le lien pour se joindre à distance manque."), url=edit)
        else:
            yield Finding("ok", _("Réunion à distance permise."), law.legal().remote_assemblies.source)


def _agenda(assembly: Assembly) -> Iterator[Finding]:
    rule = law.legal().agenda.sent_with_notice
    items = list(assembly.items.all())
    url = reverse("assemblies:agenda", args=[assembly.pk])
    if not items:
        level = "error" if assembly.is_general and rule.value else "warning"
        yield Finding(level, _("L’ordre du jour est vide."), rule.source if assembly.is_general else "", url)
        return
    said = ngettext("%(n)s point à l’ordre du jour, joint à la convocation.",
                    "%(n)s points à l’ordre du jour, joints à la convocation.", len(items)) % {"n": len(items)}  # fmt: skip
    yield Finding("ok", said, rule.source if assembly.is_general else "")
    papers = set(Paper.objects.current().filter(assembly=assembly).values_list("item", flat=True))
    if not papers and assembly.is_general:
        yield Finding("warning", _("Aucun document n’est joint."), url=url)
    for item in items:
        if item.decision_kind != DecisionKind.ORDINARY and item.kind == "decision" and item.pk not in papers:
            yield Finding("warning", _("« %(title)s » : joignez le texte proposé (%(kind)s).") % {
                "title": item.title, "kind": item.get_decision_kind_display()}, url=item.get_absolute_url())  # fmt: skip
    waiting = assembly.item_requests.filter(state=RequestState.REACHED).count()
    if waiting:
        yield Finding("warning", ngettext(
            "%(n)s demande de point de membres attend votre réponse.",
            "%(n)s demandes de points de membres attendent votre réponse.", waiting) % {"n": waiting},
            law.item_rule()[1], f"{assembly.get_absolute_url()}#demandes")  # fmt: skip


def _rights(assembly: Assembly) -> Iterator[Finding]:
    roll = assembly.roll
    if roll is None:
        if assembly.is_general:
            yield Finding(
                "error", _("La liste électorale n’est pas faite."), url=reverse("assemblies:roll", args=[assembly.pk])
            )
        return
    day = {"day": date_format(roll.rights_on)}
    if roll.state == "draft":
        yield Finding(
            "ok", _("Liste électorale au %(day)s, arrêtée quand la convocation part.") % day, assembly.rights_source
        )
    else:
        yield Finding("ok", _("Liste électorale arrêtée, droits au %(day)s.") % day, assembly.rights_source)
    if roll.proxies_allowed:
        yield Finding("ok", _("Procurations permises : le formulaire est joint."), roll.proxies_source)
    else:
        yield Finding("ok", _("Pas de procuration : la convocation le dit."), roll.proxies_source)


def _people(assembly: Assembly) -> Iterator[Finding]:
    if assembly.roll is not None and assembly.roll.state == "draft":
        return
    people = recipients.of(assembly)
    if not people:
        yield Finding("error", _("Personne à convoquer."))
        return
    letters = sum(one.route == "letter" for one in people)
    mails = len(people) - letters
    yield Finding("ok", _("%(mails)s par courriel, %(letters)s par lettre à imprimer et à poster.") % {
        "mails": mails, "letters": letters})  # fmt: skip
    if lost := [one.shown for one in people if one.is_lost]:
        yield Finding("warning", _("Ni courriel ni adresse postale : %(names)s.") % {"names": ", ".join(lost[:10])})
