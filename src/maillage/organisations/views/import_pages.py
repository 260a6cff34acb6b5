"""What the pages of an import say, ready to be drawn."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.core.sheet_guards import SheetError
from maillage.organisations import duplicates, parsing
from maillage.organisations.columns import LABELS, Field
from maillage.organisations.enums import ImportState, Outcome, State
from maillage.organisations.importing import files
from maillage.organisations.models import DuplicateGroup, Import, ImportRow, Organisation

PER_PAGE = 100
SHOWN_GROUPS = 20
SEVERITIES = {
    parsing.ERROR: (gettext_lazy("Ligne refusée"), "er"),
    parsing.WARNING: (gettext_lazy("Cellule laissée"), "al"),
    parsing.NOTE: (gettext_lazy("À savoir"), "nu"),
}
OUTCOMES = {
    Outcome.CREATED: "ok",
    Outcome.UPDATED: "",
    Outcome.UNCHANGED: "nu",
    Outcome.REJECTED: "er",
    Outcome.DUPLICATE: "al",
}


def this_year() -> int:
    return localdate().year


def path_of(batch: Import) -> Path:
    """The kept file. Raises SheetError when it is no longer there."""
    path = Path(batch.path)
    if not path.is_file():
        raise SheetError("damaged")
    return path


def refusal(batch: Import) -> str:
    found = batch.counts.get("refused") or {"code": "damaged", "params": {}}
    return str(SheetError.MESSAGES[found["code"]]) % found["params"]


def progress(batch: Import, steps: Any) -> dict[str, Any]:
    """How far a job is; the total is what the file announces, when it does."""
    total = int(batch.options.get("estimated") or 0)
    if "undoing" in batch.counts:
        title, done, total = _("Annulation en cours"), int(batch.counts["undoing"]), batch.counts.get("touching", 0)
    elif batch.state == ImportState.RUNNING:
        title, done = _("Écriture en cours"), int(batch.counts.get("rows") or 0)
    else:
        title, done = _("Vérification en cours"), int(batch.counts["checking"])
    step = 3 if "checking" in batch.counts else 4
    return {"title": title, "object": batch, "steps": steps, "step": step, "done": done, "total": max(total, done, 1)}


def figures(batch: Import, dry: bool) -> list[tuple[int, str]]:
    counts = batch.counts
    words = (
        ("created", _("seraient créées") if dry else _("créées")),
        ("updated", _("seraient mises à jour") if dry else _("mises à jour")),
        ("unchanged", _("inchangées")),
        ("rejected", _("refusées")),
    )
    return [(counts.get(name, 0), word) for name, word in words]


def column_word(text: str) -> str:
    """A column by its header; a field that no column bears by its name."""
    return str(LABELS[Field(text)]) if text in set(Field) else text


def sentence(item: dict[str, Any]) -> str:
    return parsing.explain(parsing.Problem(item["code"], item["params"], item["severity"]))


def remark_line(item: dict[str, Any]) -> dict[str, Any]:
    word, tone = SEVERITIES[item["severity"]]
    return {
        "row": item.get("row"),
        "column": column_word(item["column"]),
        "text": sentence(item),
        "word": word,
        "tone": tone,
    }


class Pager:
    """A page of a list, with the links to the others, keeping what the address asks besides."""

    def __init__(self, request: HttpRequest, total: int) -> None:
        asked = request.GET.get("page", "1")
        self.last = max(1, -(-total // PER_PAGE))
        self.number = min(max(1, int(asked) if asked.isdecimal() and len(asked) < 7 else 1), self.last)
        self.start = (self.number - 1) * PER_PAGE
        self.kept = {k: v for k, v in request.GET.items() if k != "page"}

    def links(self) -> list[tuple[str, str, bool]]:
        if self.last == 1:
            return []
        near = sorted({1, self.last, *range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)})
        return [(str(n), "?" + urlencode({**self.kept, "page": n}), n == self.number) for n in near]


def checked(batch: Import, request: HttpRequest) -> dict[str, Any]:
    """The report of a dry run."""
    asked = request.GET.get("gravite", "")
    remarks = [item for item in batch.problems if asked in ("", item["severity"])]
    pager = Pager(request, len(remarks))
    counts = batch.counts
    tally = {code: sum(item["severity"] == code for item in batch.problems) for code in SEVERITIES}
    writes = counts.get("created", 0) + counts.get("updated", 0)
    return {
        "figures": figures(batch, dry=True), "rows": counts.get("rows", 0), "writes": writes,
        "remarks": [remark_line(item) for item in remarks[pager.start : pager.start + PER_PAGE]],
        "pages": pager.links(), "asked": asked, "rejected": counts.get("rejected", 0),
        "all_remarks": counts.get("remarks", 0), "kept_remarks": len(batch.problems),
        "severities": [(code, word, tally[code], code == asked) for code, (word, _tone) in SEVERITIES.items() if tally[code]],
        "groups": groups(batch, request.user),
        "alike": counts.get("duplicates", 0), "more_groups": max(0, len(counts.get("groups", [])) - SHOWN_GROUPS),
        "before": files.same_file(batch),
    }  # fmt: skip


def groups(batch: Import, user: Any) -> list[dict[str, Any]]:
    """Probable duplicates of a dry run: rows of the file by their number and name, records by their link."""
    kept = batch.counts.get("groups", [])[:SHOWN_GROUPS]
    known = [pk for group in kept for pk in group["ids"] if isinstance(pk, int)]
    seen = Organisation.objects.visible_to(user).in_bulk(known)
    names = batch.counts.get("names", {})
    found = []
    for group in kept:
        rows, records = [], []
        for pk in group["ids"]:
            if isinstance(pk, int):
                records += [seen[pk]] if pk in seen else []
            else:
                rows.append((pk[4:], names.get(pk[4:], "")))
        reasons = [duplicates.explain(reason) for reason in group["reasons"]]
        found.append({"rows": rows, "records": records, "reasons": reasons})
    return found


def done(batch: Import, request: HttpRequest) -> dict[str, Any]:
    """What became of each row, with the record that it made or changed."""
    asked = request.GET.get("sort", "")
    rows = batch.rows.filter(outcome=asked) if asked in Outcome.values else batch.rows.all()
    total = rows.count()
    pager = Pager(request, total)
    shown = list(rows.order_by("number")[pager.start : pager.start + PER_PAGE])
    seen = Organisation.objects.visible_to(request.user).in_bulk(
        {row.organisation_id for row in shown if row.organisation_id}
    )
    counts = batch.counts
    return {
        "figures": figures(batch, dry=False), "undone": counts.get("undone"),
        "lines": [done_line(row, seen) for row in shown], "pages": pager.links(), "asked": asked,
        "outcomes": [(code, Outcome(code).label, counts.get(code, 0), code == asked) for code in OUTCOMES if counts.get(code)],
        "rejected": counts.get("rejected", 0), "may_undo": batch.state == ImportState.DONE,
        "duplicates": counts.get("duplicates", 0) if DuplicateGroup.objects.exists() else 0,
    }  # fmt: skip


def done_line(row: ImportRow, seen: dict[int, Organisation]) -> dict[str, Any]:
    outcome = Outcome(row.outcome)
    remarks: Iterable[str] = (f"{column_word(item['column'])} : {sentence(item)}" if item["column"] else sentence(item)
                              for item in row.problems)  # fmt: skip
    return {"number": row.number, "word": outcome.label, "tone": OUTCOMES[outcome], "remarks": list(remarks),
            "organisation": seen.get(row.organisation_id or 0)}  # fmt: skip


def undo_counts(batch: Import) -> dict[str, int]:
    """How many organisations would go, be put back, stay because someone touched them since."""
    after: dict[int, tuple[bool, int]] = {}
    rows = batch.rows.filter(outcome__in=(Outcome.CREATED, Outcome.UPDATED)).order_by("number")
    for pk, outcome, version in rows.values_list("organisation_id", "outcome", "after_version"):
        made = after.get(pk, (False, 0))[0] or outcome == Outcome.CREATED
        after[pk] = (made, version or 0)
    told = {"removed": 0, "restored": 0, "kept": 0}
    now = Organisation.objects.filter(pk__among=after).values_list("pk", "version", "state")
    for pk, version, state in now.iterator():
        made, written = after[pk]
        touched = version != written or state == State.MERGED
        told["kept" if touched else "removed" if made else "restored"] += 1
    return told
