"""The theory of change as an SVG that reads without being seen: a title, a description, a text for every box."""

from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maillage.projects.models import Project
from maillage.results import theory
from maillage.results.enums import ResultType
from maillage.results.models import Assumption, Result

ABOVE = 6  # levels to look up
LEVELS = {0: "rang-0", 1: "rang-1", 2: "rang-2"}


def nodes_of(project: Project, user: Any) -> tuple[list[theory.Node], list[Assumption], dict[int, Result]]:
    """The chain of a project as boxes, up to what it leads to elsewhere, with its assumptions numbered."""
    results = list(Result.objects.of(project).prefetch_related("assumptions"))
    above, known = {row.parent_id for row in results if row.parent_id}, {row.pk for row in results}
    for _level in range(ABOVE):  # a question for each level above, two or three in all
        missing = above - known
        if not missing:
            break
        found = list(Result.objects.visible_to(user).filter(pk__in=missing).prefetch_related("assumptions"))
        results, known = [*found, *results], known | missing
        above = {row.parent_id for row in found if row.parent_id}
    assumptions = [one for result in results for one in result.assumptions.all()]
    numbers = theory.numbered([(one.result_id, one.text) for one in assumptions])
    nodes = [
        theory.Node(row.pk, ResultType(row.type).height if row.type in ResultType.values else 0, str(row), row.parent_id,
                    numbers.get(row.pk, ()))
        for row in results
    ]  # fmt: skip
    return nodes, assumptions, {row.pk: row for row in results}


def label(level: int) -> str:
    return {0: _("Réalisation"), 1: _("Effet"), 2: _("Impact")}[level]


def told(nodes: list[theory.Node]) -> str:
    """The drawing in words, for who does not see it."""
    names = {node.key: node.title for node in nodes}
    lines = [
        _("« %(one)s » mène à « %(other)s ».") % {"one": node.title, "other": names[node.parent]}
        for node in nodes if node.parent in names
    ]  # fmt: skip
    return " ".join(lines)


def svg(nodes: list[theory.Node], title: str, *, narrow: bool = False) -> SafeString:
    """The drawing; `narrow` for a phone."""
    drawn = theory.column(nodes) if narrow else theory.layout(nodes)
    if not drawn.boxes:
        return SafeString("")
    name = "etroite" if narrow else "ample"
    parts = [
        f'<svg class="theorie {name}" viewBox="0 0 {drawn.width} {drawn.height}" width="{drawn.width}" height="{drawn.height}" '
        f'role="img" aria-labelledby="{name}-titre {name}-mots" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-titre">{escape(title)}</title><desc id="{name}-mots">{escape(told(nodes))}</desc>'
        f'<defs><marker id="{name}-pointe" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker></defs>'
    ]
    parts += [_box(box) for box in drawn.boxes]
    parts += [_arrow(arrow, name) for arrow in drawn.arrows]
    return SafeString("".join(parts) + "</svg>")


def _box(box: theory.Box) -> str:
    x, y = box.x + theory.PADDING, box.y + theory.PADDING + 10
    lines = "".join(
        f'<tspan x="{x}" dy="{theory.LINE if n else theory.HEAD}">{escape(line)}</tspan>'
        for n, line in enumerate(box.lines)
    )
    return (
        f'<g class="{LEVELS[box.level]}"><rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="6"/>'
        f'<text x="{x}" y="{y}"><tspan class="rang">{escape(label(box.level))}</tspan>{lines}</text></g>'
    )


def _arrow(arrow: theory.Arrow, name: str) -> str:
    path = "M" + "L".join(f"{x} {y}" for x, y in arrow.points)
    text = ""
    if arrow.label:
        x, y = arrow.label_at
        wide = 10 + 8 * len(arrow.label)
        text = (f'<rect class="pastille" x="{x - wide // 2}" y="{y - 10}" width="{wide}" height="20" rx="10"/>'
                f'<text class="hypothese" x="{x}" y="{y + 4}" text-anchor="middle">{escape(arrow.label)}</text>')  # fmt: skip
    return f'<path class="fleche" d="{path}" marker-end="url(#{name}-pointe)"/>{text}'


def standalone(nodes: list[theory.Node], title: str) -> bytes:
    """The same as a file, with its colours inside."""
    style = (
        "<style>text{font:13px sans-serif;fill:#1d2433}.rang{font-size:11px;fill:#5a6478}rect{fill:#fff;stroke:#8a94a6}"
        ".rang-2 rect{fill:#e9eefb}.rang-1 rect{fill:#eef6ee}.fleche{fill:none;stroke:#5a6478;stroke-width:1.5}"
        ".pastille{fill:#fff3d6;stroke:#b98a1c}</style>"
    )
    return str(svg(nodes, title)).replace("<defs>", f"{style}<defs>", 1).encode()


def assumption_rows(assumptions: list[Assumption], results: dict[int, Result]) -> list[dict[str, object]]:
    """The numbered list below the drawing."""
    return [{"number": f"H{n}", "row": one, "result": results[one.result_id], "parent": results.get(results[one.result_id].parent_id or 0)}
            for n, one in enumerate(assumptions, 1)]  # fmt: skip
