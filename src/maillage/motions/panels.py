"""What motions show on the pages of lower rooms, and what they refuse to votes."""

from typing import Any

from maillage.accounts.roles import Permission
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Question
from maillage.motions import texts, words
from maillage.motions.actions import voting
from maillage.motions.calls import deadlines
from maillage.motions.enums import MotionState
from maillage.motions.models import Amendment, Motion
from maillage.motions.reading import Reading, fetched, questions_of, read, shown

Block = tuple[str, dict[str, Any]]
P = Permission
MOST_WORDS = 4000  # characters of a text on the room's screen: beyond, the motion's page is read


def refuse_vote(question: Any, verb: str) -> list[str]:
    return voting.refusals(question) if verb == "open" else []


def listed(rows: Any) -> list[tuple[Motion, Any]]:
    return [(row, words.motion_state(row)) for row in rows.order_by("number", "pk")[:100]]


def assembly_manage(request: Any, assembly: Assembly) -> Block | None:
    """On an assembly in Gestion: its motions, its call for them."""
    if not request.user.can(P.ASSEMBLIES_VIEW):
        return None
    edit = request.user.can(P.ASSEMBLIES_EDIT) and not assembly.is_over
    rows = listed(Motion.objects.visible_to(request.user).filter(assembly=assembly))
    return "motions/panel.html", {"motions": rows, "assembly": assembly, "edit": edit, "limit": deadlines(assembly),
                                  "put_off": [] if assembly.is_over else put_off(request.user, assembly),
                                  "sent_here": [] if assembly.is_over else sent_here(request.user, assembly)}  # fmt: skip


def put_off(user: Any, assembly: Assembly) -> list[tuple[Motion, Any]]:
    """What this body tabled or referred at other meetings, and nobody took up again."""
    states = (MotionState.TABLED, MotionState.REFERRED)
    rows = Motion.objects.visible_to(user).filter(assembly__body=assembly.body_id, state__in=states)
    return listed(rows.exclude(assembly=assembly).select_related("assembly"))


def sent_here(user: Any, assembly: Assembly) -> list[tuple[Motion, Any]]:
    """What other bodies referred to this one: it works on them, and they go back where they came from."""
    rows = Motion.objects.visible_to(user).filter(state=MotionState.REFERRED, referred_to=assembly.body_id)
    return listed(rows.exclude(assembly__body=assembly.body_id).select_related("assembly"))


def assembly_member(request: Any, assembly: Assembly) -> Block | None:
    """On the member's page of an assembly: what is proposed, and the way to propose."""
    rows = listed(Motion.objects.visible_to(request.user).filter(Motion.objects.told_rule(), assembly=assembly))
    limit = deadlines(assembly)
    open_now = not (assembly.is_over or assembly.is_running or limit.late())
    if not rows and not open_now:
        return None
    return "motions/member_panel.html", {"motions": rows, "assembly": assembly, "limit": limit, "open": open_now}


def item_manage(request: Any, item: AgendaItem) -> Block | None:
    if not request.user.can(P.ASSEMBLIES_VIEW):
        return None
    rows = listed(Motion.objects.visible_to(request.user).filter(item=item))
    return ("motions/item_panel.html", {"motions": rows, "face": "manage"}) if rows else None


def item_member(request: Any, item: AgendaItem) -> Block | None:
    rows = listed(Motion.objects.visible_to(request.user).filter(Motion.objects.told_rule(), item=item))
    return ("motions/item_panel.html", {"motions": rows, "face": "member"}) if rows else None


def live_motions(assembly: Assembly) -> Any:
    """The motions of the item under discussion that may be voted."""
    states = (MotionState.ADMISSIBLE, MotionState.DEBATED)
    return Motion.objects.filter(item=assembly.current_item_id, state__in=states).order_by("number", "pk")


def chair(request: Any, assembly: Assembly) -> Block | None:
    """On the chair's screen: for each motion of the current item, the next vote in the order proposed."""
    if assembly.current_item_id is None or not request.user.can(P.ASSEMBLIES_VIEW):
        return None
    motions = list(fetched(live_motions(assembly)))
    if not motions:
        return None
    asked = questions_of(motions)
    lines = [next_vote(read(motion, request.user, asked)) for motion in motions]
    edit = request.user.can(P.ASSEMBLIES_EDIT)
    return "motions/chair_panel.html", {"lines": lines, "edit": edit, "assembly": assembly,
                                        "usual": voting.form_of_vote(motions[0])}  # fmt: skip


def next_vote(reading: Reading) -> dict[str, Any]:
    """What comes now: an amendment, else the text as amended; its question when it is prepared."""
    one = reading.next
    return {"reading": reading, "motion": reading.motion, "one": one,
            "question": one.question if one else reading.question,
            "left": sum(len(group) for group in reading.order)}  # fmt: skip


def room_screen(request: Any, assembly: Assembly) -> Block | None:
    """On the room's screen: what is voted, else what is debated. Anyone may see it: no name."""
    if not assembly.roll_id and not assembly.current_item_id:
        return None
    found = voted_now(assembly)
    motion = found.motion if isinstance(found, Amendment) else found
    if motion is None and assembly.current_item_id:
        here = list(live_motions(assembly).prefetch_related("versions"))
        motion = next((row for row in here if row.state == MotionState.DEBATED), here[0] if len(here) == 1 else None)
    if motion is None:
        return None
    text = motion.text
    rows = shown(found, text, {}, None, None).rows if isinstance(found, Amendment) else []
    plain = [paragraph.text for paragraph in texts.shown(text)]
    return "motions/screen_panel.html", {
        "motion": motion, "amendment": found if isinstance(found, Amendment) else None, "rows": rows,
        "paragraphs": plain if sum(map(len, plain)) <= MOST_WORDS else [],
        "what": words.what(found, text) if isinstance(found, Amendment) else "",
    }  # fmt: skip


def voted_now(assembly: Assembly) -> Motion | Amendment | None:
    """The motion or amendment whose vote is open."""
    open_one = Question.objects.filter(roll=assembly.roll_id, state=QuestionState.OPEN).order_by("-opened_at")
    for source in open_one.values_list("source", flat=True):
        kind, _sep, number = source.partition(":")
        if kind == "amendment":
            return Amendment.objects.select_related("motion", "member__organisation", "member__person", "person").filter(
                pk=number).first()  # fmt: skip
        if kind == "motion":
            return Motion.objects.prefetch_related("versions").filter(pk=number).first()
    return None
