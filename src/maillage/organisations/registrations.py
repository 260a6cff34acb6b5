"""What the room plugs into the house."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.core.generation import by_rights, once
from maillage.core.registry import (
    Check,
    DemoChapter,
    Fact,
    Job,
    MenuEntry,
    Panel,
    PersonalData,
    ProfileFollower,
    Waiting,
    WaitingItem,
    Withheld,
    house,
)
from maillage.organisations import facts, found, health, privacy
from maillage.organisations.actions import shared
from maillage.organisations.enums import ImportState, State
from maillage.organisations.models import DuplicateGroup, Import, Organisation, Person, ProposedEdit
from maillage.organisations.views import columns, merge_pages

P = Permission
NETWORK = _("Réseau")


def pending(user: Any) -> int:
    return ProposedEdit.objects.visible_to(user).pending().count()


pending_for_all = by_rights(pending)  # who sees what is withheld sees every page; others, their own besides


def pending_count(user: Any) -> int | None:
    if not user.can(P.ORGANISATIONS_EDIT):
        return None
    return (pending_for_all if user.can(P.WITHHELD_VIEW) else pending)(user) or None


def edits_waiting(user: Any) -> Iterable[WaitingItem]:
    edits = ProposedEdit.objects.visible_to(user).pending().select_related("organisation", "proposed_by")
    for edit in edits.order_by("proposed_at")[:5]:
        yield WaitingItem(
            title=str(_("Relire la page « %(name)s »") % {"name": edit.organisation}),
            detail=str(_("Proposé par %(who)s") % {"who": edit.proposed_by or "–"}),
            url=edit.get_absolute_url(), action=str(_("Relire")),
        )  # fmt: skip


def stale_waiting(user: Any) -> Iterable[WaitingItem]:
    count = columns.to_verify(Organisation.objects.visible_to(user)).count()
    if count:
        yield WaitingItem(
            title=ngettext("%(count)s fiche à vérifier", "%(count)s fiches à vérifier", count) % {"count": count},
            detail=str(_("Personne ne les a relues depuis plus d’un an.")),
            url=f"{reverse('organisations:list')}?verifier=oui", action=str(_("Voir")),
        )  # fmt: skip


def unexplained_waiting(user: Any) -> Iterable[WaitingItem]:
    rows = Organisation.objects.visible_to(user).filter(withheld=True, withheld_reason="").exclude(state=State.MERGED)
    count = rows.count()
    if count:
        yield WaitingItem(
            title=ngettext("%(count)s fiche retenue sans motif", "%(count)s fiches retenues sans motif", count)
            % {"count": count},
            detail=str(_("Dites pourquoi, ou ne la retenez plus.")),
            url=f"{reverse('organisations:withheld')}?motif=non", action=str(_("Voir")), tone="al",
        )  # fmt: skip


def kept_pages(request: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """On the home of the member's space: the pages that one keeps."""
    rows = list(Organisation.objects.own(user).exclude(state=State.MERGED).only("name")[:20])
    return ("organisations/home_panel.html", {"rows": rows}) if rows else None


def imports_waiting(user: Any) -> Iterable[WaitingItem]:
    """Checked, and not written for a day: forgotten, or given up."""
    rows = Import.objects.visible_to(user).filter(state=ImportState.CHECKED, created_at__lt=now() - timedelta(days=1))
    for row in rows.order_by("created_at")[:3]:
        yield WaitingItem(
            title=str(_("Import vérifié, pas encore écrit : %(name)s") % {"name": row}),
            detail=str(_("Écrivez-le, ou jetez le fichier.")), url=row.get_absolute_url(), action=str(_("Voir")),
        )  # fmt: skip


@once
def groups_of_duplicates() -> int:
    return DuplicateGroup.objects.count()


def duplicates_count(user: Any) -> int | None:
    return groups_of_duplicates() or None


VERBS = {
    "organisation.created": _("Fiche créée"),
    "organisation.updated": _("Fiche modifiée"),
    "organisation.state_changed": _("État changé"),
    "organisation.verified": _("Fiche vérifiée"),
    "organisation.logo_changed": _("Logo changé"),
    "organisation.withheld": _("Fiche retenue"),
    "organisation.released": _("Fiche rendue"),
    "organisation.linked": _("Lien ajouté"),
    "organisation.link_changed": _("Lien modifié"),
    "organisation.link_ended": _("Lien terminé"),
    "organisation.unlinked": _("Lien retiré"),
    "organisation.edit_proposed": _("Changement proposé"),
    "organisation.edit_accepted": _("Changement proposé, accepté"),
    "organisation.edit_refused": _("Changement proposé, refusé"),
    "organisation.edit_withdrawn": _("Proposition retirée"),
    "organisation.imported": _("Fiche importée"),
    "organisation.updated_by_import": _("Fiche modifiée par un import"),
    "organisation.import_undone": _("Import annulé sur cette fiche"),
    "organisation.merged": _("Fiches fusionnées"),
    "organisation.unmerged": _("Fusion défaite"),
    "organisation.set_apart": _("Fiches dites différentes"),
    "import.written": _("Import écrit"),
    "import.undone": _("Import annulé"),
    "person.created": _("Personne ajoutée"),
    "person.updated": _("Personne modifiée"),
    "person.withheld": _("Personne retenue"),
    "person.released": _("Personne rendue"),
    "person.erased": _("Personne effacée"),
    "person.linked": _("Lien ajouté"),
    "person.link_changed": _("Lien modifié"),
    "person.link_ended": _("Lien terminé"),
    "person.unlinked": _("Lien retiré"),
}
for code, label in VERBS.items():
    house.verbs.add(code, label)

house.profile_followers.add("organisations.search", ProfileFollower(found.follow))
house.withheld.add("organisations", Withheld(shared.ORGANISATION, Organisation.objects.hidden))
house.withheld.add("people", Withheld(shared.PERSON, lambda: Person.objects.filter(withheld=True)))
house.facts.add("organisations", Fact(("contributor",), facts.contributors))
house.menu.add("organisations", MenuEntry("manage", NETWORK, _("Organisations"), "organisations:list",
                                          P.ORGANISATIONS_VIEW, order=10))  # fmt: skip
house.menu.add("people", MenuEntry("manage", NETWORK, _("Personnes"), "organisations:person_list", P.PEOPLE_VIEW,
                                   order=12))  # fmt: skip
house.menu.add("organisations.edits", MenuEntry("manage", NETWORK, _("Fiches à relire"), "organisations:edit_list",
                                                P.ORGANISATIONS_EDIT, pending_count, order=14))  # fmt: skip
house.menu.add("organisations.mine", MenuEntry("member", "", _("Mon organisation"), "organisations:member_mine",
                                               order=10))  # fmt: skip
house.menu.add("organisations.imports", MenuEntry("manage", NETWORK, _("Imports"), "organisations:imports",
                                                  P.ORGANISATIONS_IMPORT, order=15))  # fmt: skip
house.menu.add("organisations.duplicates", MenuEntry("manage", NETWORK, _("Doublons probables"), "organisations:duplicates",
                                                     P.ORGANISATIONS_MERGE, duplicates_count, order=16))  # fmt: skip
house.panels.add("organisations.merges", Panel("organisation", "manage", merge_pages.merges_panel, order=90))
house.schedules.add("organisations.duplicates", Job("maillage.organisations.jobs.find_duplicates", hour=3))
house.waiting.add("organisations.imports", Waiting(P.ORGANISATIONS_IMPORT, imports_waiting, order=60))
house.waiting.add("organisations.edits", Waiting(P.ORGANISATIONS_EDIT, edits_waiting, order=20))
house.waiting.add("organisations.stale", Waiting(P.ORGANISATIONS_EDIT, stale_waiting, order=80))
house.waiting.add("organisations.unexplained", Waiting(P.WITHHELD_VIEW, unexplained_waiting, order=30))
house.panels.add("organisations.kept", Panel("home", "member", kept_pages, order=10))
house.personal_data.add("organisations", PersonalData(_("Annuaire"), privacy.export, privacy.erase, order=20))
house.checks.add("organisations", Check(_("Annuaire"), health.check, order=30, whole=health.check_whole))
house.demo.add("organisations", DemoChapter("maillage.organisations.demo.chapter.write", order=20))
for source in found.SOURCES:
    house.search_sources.add(source.kind, source)
