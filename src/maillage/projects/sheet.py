"""What the pages of a project show of it: its facts in words, never what the reader may not see."""

from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.core.narratives import said
from maillage.files.models import Document, Image
from maillage.projects import shares, tree, words
from maillage.projects.enums import CodeKind, Grade, PlaceKind, RiskState, Role, Stage
from maillage.projects.forms.fields import shown_share
from maillage.projects.models import Project

ORDER = [Role.ACCOUNTABLE, Role.IMPLEMENTING, Role.EXTENDING, Role.FUNDING, Role.REPORTING]
DESCRIPTIONS = {
    "1": "",
    "2": lazy("Ce qu’il veut changer"),
    "3": lazy("Avec qui et pour qui"),
    "4": lazy("À savoir aussi"),
}


def above(project: Project, rows: Any) -> list[Any]:
    """The nodes above, from the root, among those that the reader may see."""
    ids = tree.ids_above(project)
    found = rows.in_bulk(ids) if ids else {}
    return [{"title": words.title(found[pk]), "row": found[pk]} for pk in reversed(ids) if pk in found]


def descriptions(project: Project) -> list[dict[str, Any]]:
    """Its words in the reader's language, with the language in which they are when it is another."""
    found = []
    for row in project.descriptions.all():
        texts = [[code or project.language, text] for code, text in row.texts]
        text = said(texts, words.lang())
        language = next((code for code, one in texts if one == text), project.language)
        found.append({"title": DESCRIPTIONS.get(row.type, ""), "text": text,
                      "language": "" if language[:2] == words.lang()[:2] else language})  # fmt: skip
    return found


def who(rows: Any, *, public: bool = False) -> list[dict[str, Any]]:
    """Those who take part, by role, with their shares."""
    found: dict[str, list[Any]] = {}
    for row in rows.select_related("organisation"):
        one = row.organisation
        url = "" if one is None else one.get_absolute_url()
        name = one.name if one else said(row.names, words.lang(), row.ref)
        found.setdefault(row.role, []).append({
            "name": name, "url": url, "pk": one.pk if one else None, "work": shown_share(row.work_share),
            "money": shown_share(row.money_share), "ref": row.ref, "kind": one.kind if one else "",
        })  # fmt: skip
    order = [role for role in ORDER if not (public and role == Role.REPORTING)]
    return [{"role": Role(role).label, "code": role.value, "rows": found[role]} for role in order if role in found]


def warnings(participants: Any, places: Any, codes: Any) -> list[str]:
    """Shares that are told and do not make a hundred: accepted, and said."""
    told = []
    for field, sentence in (("work_share", _("Les parts du travail font %(total)s %%, non 100 %%.")),
                            ("money_share", _("Les parts de l’argent font %(total)s %%, non 100 %%."))):  # fmt: skip
        values = [getattr(row, field) for row in participants]
        if not shares.is_whole(values):
            told.append(sentence % {"total": shown_share(shares.total(values))})
    countries = [row.percentage for row in places if row.kind in (PlaceKind.COUNTRY, PlaceKind.REGION)]
    if not shares.is_whole(countries) and not any(row.kind == PlaceKind.REGION for row in places):
        told.append(
            _("Les parts des pays font %(total)s %%, non 100 %%.") % {"total": shown_share(shares.total(countries))}
        )
    by_list: dict[Any, list[Any]] = {}
    for row in codes:
        if row.kind == CodeKind.SECTOR:
            by_list.setdefault(row.vocabulary, []).append(row.percentage)
    for _list, total in shares.not_whole(by_list).items():
        told.append(_("Les parts des secteurs font %(total)s %%, non 100 %%.") % {"total": shown_share(total)})
    if any(len(values) > 1 and None in values and any(values) for values in by_list.values()):
        told.append(_("Un secteur n’a pas de part alors que les autres en ont une : l’IATI les demande toutes."))
    return told


def places(rows: Any) -> dict[str, Any]:
    """Countries with their shares (and the map's counts), regions, places."""
    by_kind: dict[str, list[Any]] = {kind: [] for kind in PlaceKind}
    for row in rows:
        by_kind[row.kind].append({"name": words.of_place(row), "code": row.code, "share": shown_share(row.percentage),
                                  "exact": row.get_exactness_display(), "row": row})  # fmt: skip
    return {"countries": by_kind[PlaceKind.COUNTRY], "regions": by_kind[PlaceKind.REGION],
            "locations": by_kind[PlaceKind.LOCATION],
            "map": {one["code"]: 1 for one in by_kind[PlaceKind.COUNTRY] if one["code"]}}  # fmt: skip


def codes(rows: Any) -> list[dict[str, Any]]:
    """Codes in words, by kind; a sector with its share, a marker with its weight."""
    titles = {CodeKind.SECTOR: _("Secteurs"), CodeKind.GOAL: _("Objectifs de développement durable"),
              CodeKind.MARKER: _("Marqueurs"), CodeKind.THEME: _("Thèmes"), CodeKind.ATTENTION: _("Points d’attention"),
              CodeKind.AXIS: _("Axes"), CodeKind.HEADING: _("Rubriques"), CodeKind.POPULATION: _("Populations")}  # fmt: skip
    found: dict[str, list[Any]] = {}
    for row in rows:
        goal = row.kind == CodeKind.GOAL and row.vocabulary == "2"
        label = words.goal_label(row.code) if goal else words.of_code(row)
        detail = shown_share(row.percentage) + "\u00a0%" if row.percentage is not None else ""
        if row.kind == CodeKind.MARKER and row.significance:
            detail = words.code_name("PolicySignificance", row.significance)
        number = (
            row.code
            if row.kind == CodeKind.SECTOR or (row.kind == CodeKind.GOAL and row.vocabulary in ("2", "3"))
            else ""
        )
        found.setdefault(row.kind, []).append({"label": label, "detail": detail, "code": row.code, "number": number})
    for those in found.values():
        if all(one["number"].isdecimal() for one in those):
            those.sort(key=lambda one: int(one["number"]))
    return [
        {"title": title, "kind": kind.value, "rows": found[kind]} for kind, title in titles.items() if kind in found
    ]


def dates(project: Project) -> list[tuple[str, Any]]:
    return [(_("Début prévu"), project.planned_start), (_("Début réel"), project.actual_start),
            (_("Fin prévue"), project.planned_end), (_("Fin réelle"), project.actual_end)]  # fmt: skip


def calendar(rows: Any) -> list[dict[str, Any]]:
    """Reached, late, soon or later."""
    today, found = localdate(), []
    for row in rows:
        tone, word = "nu", _("prévue")
        if row.reached_on:
            tone, word = "ok", _("atteinte")
        elif row.due_on < today:
            tone, word = "er", _("en retard")
        elif (row.due_on - today).days <= 30:
            tone, word = "al", _("bientôt")
        found.append({"row": row, "tone": tone, "word": word})
    return found


def grid(risks: list[Any]) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Likelihood (rows, the highest first) by impact (columns): how many, and how grave the cell is."""
    cells = []
    for likelihood in reversed(Grade):
        line = []
        for impact in Grade:
            weight = likelihood * impact
            those = [
                one
                for one in risks
                if (one.likelihood, one.impact) == (likelihood, impact) and one.state != RiskState.CLOSED
            ]
            line.append({"count": len(those), "level": 3 if weight >= 6 else 2 if weight >= 3 else 1,
                         "impact": impact.label, "titles": [one.title for one in those]})  # fmt: skip
        cells.append((likelihood.label, line))
    return cells


def stages(rows: Any) -> list[dict[str, Any]]:
    """Each moment of the project, with what authorities did then; the empty ones show."""
    found: dict[str, list[Any]] = {}
    for row in rows.select_related("organisation"):
        found.setdefault(row.stage, []).append(row)
    return [{"label": stage.label, "rows": found.get(stage, [])} for stage in Stage] if found else []


def documents(project: Project, user: Any) -> list[dict[str, Any]]:
    """Those that this reader may open."""
    rows = list(project.documents.select_related("document"))
    files = [row.document_id for row in rows if row.document_id]
    opened = {one.pk: one for one in Document.objects.visible_to(user).filter(pk__in=files)} if files else {}
    found = []
    for row in rows:
        if row.document_id and row.document_id not in opened:
            continue
        url = row.url if not row.document_id else opened[row.document_id].url
        if not url.startswith(("http://", "https://", "/")):
            url = ""
        kinds = ", ".join(words.code_name("DocumentCategory", code) for code in row.categories)
        title = said([[c or project.language, t] for c, t in row.titles], words.lang(), row.url)
        found.append({"row": row, "title": title, "url": url, "kinds": kinds, "dated_on": row.dated_on})
    return found


def image_of(project: Project) -> dict[str, Any] | None:
    found = Image.objects.filter(public_id=project.image).first() if project.image else None
    if found is None:
        return None
    size = 800 if "800.webp" in found.renditions else 320
    _path, width, height = found.renditions[f"{size}.webp"]
    return {"webp": found.url(size, "webp"), "png": found.url(320, "png"), "width": width, "height": height,
            "alt": project.image_alt}  # fmt: skip


def iati(project: Project) -> list[tuple[str, Any]]:
    """The defaults that IATI asks once for all."""
    name = words.code_name
    return [
        (_("Identifiant IATI"), project.iati_identifier),
        (_("Publié à ce niveau"), _("oui") if project.publishes_iati else _("non")),
        (_("Portée"), name("ActivityScope", project.scope)),
        (_("Type de collaboration"), name("CollaborationType", project.collaboration_type)),
        (_("Type de flux"), name("FlowType", project.flow_type)), (_("Type de financement"), name("FinanceType", project.finance_type)),
        (_("Types d’aide"), ", ".join(name("AidType", code) for _v, code in project.aid_types)),
        (_("Aide liée"), name("TiedStatus", project.tied_status)), (_("Monnaie par défaut"), name("Currency", project.currency)),
    ]  # fmt: skip


def of_team(project: Project, user: Any) -> dict[str, Any]:
    """All that the page of Gestion shows."""
    seen = Project.objects.visible_to(user)
    participants, risks = project.participants.visible_to(user), list(project.risks.select_related("owner"))
    place_rows, code_rows = list(project.places.all()), list(project.codes.all())
    hidden = (
        user.can(Permission.WITHHELD_VIEW)
        and not project.withheld
        and Project.objects.hidden().filter(pk=project.pk).exists()
    )
    return {
        "above": above(project, seen), "state": words.state_tag(project), "descriptions": descriptions(project),
        "children": [{"row": row, "title": words.title(row), "state": words.state_tag(row)}
                     for row in seen.filter(parent=project)[:100]],
        "who": who(participants), "places": places(place_rows), "codes": codes(code_rows),
        "warnings": warnings(participants, place_rows, code_rows), "dates": dates(project),
        "calendar": calendar(project.milestones.select_related("owner")), "risks": risks, "grid": grid(risks),
        "stages": stages(project.authority_parts.visible_to(user)), "notes": project.notes.select_related("written_by")[:20],
        "documents": documents(project, user), "transitions": project.transitions.all(), "iati": iati(project),
        "image": image_of(project), "contacts": project.contacts.all(), "other_identifiers": project.other_identifiers.all(),
        "related": project.related.all(), "hidden_by_others": hidden,
        "bonds": project.bonds.visible_to(user).select_related("here", "there"),
    }  # fmt: skip
