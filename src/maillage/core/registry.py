"""The one place where a higher room plugs into a lower one.

Imports point down; when a lower room's page must show something from above (an organisation's page with
its dues, the facts that give a role, a person's data, what the search finds), the higher room registers it
here from its `registrations.py` when the house starts. `docs/registre.md` lists the kinds.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.utils.module_loading import import_string

from maillage.core.deciding import AssemblySteps, PresenceSource, RecordPart, VoteGuard, VotePoints
from maillage.core.deciding import Step as Step

T = TypeVar("T")


class Registry(Generic[T]):
    """An ordered list of registered things of one kind, by unique key."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._items: dict[str, T] = {}

    def add(self, key: str, item: T) -> T:
        if key in self._items and self._items[key] is not item:
            raise ValueError(f"{self.kind}: {key} is registered twice")
        self._items[key] = item
        return item

    def get(self, key: str) -> T | None:
        return self._items.get(key)

    def items(self) -> Iterable[tuple[str, T]]:
        return self._items.items()

    def __iter__(self) -> Iterator[T]:
        return iter(sorted(self._items.values(), key=lambda item: getattr(item, "order", 0)))

    def __len__(self) -> int:
        return len(self._items)


@dataclass(frozen=True)
class Panel:
    """A block shown on a lower room's page. `render(request, obj)` gives (template, context) or None."""

    on: str  # the page: "organisation", "person", "user"…
    face: str  # "public", "member" or "manage"
    render: Callable[[Any, Any], tuple[str, dict[str, Any]] | None]
    order: int = 50


@dataclass(frozen=True)
class Fact:
    """Gives roles that come from facts: `find(user)` yields (role code, id of the object it is held on)."""

    roles: tuple[str, ...]
    find: Callable[[Any], Iterable[tuple[str, int]]]


@dataclass(frozen=True)
class PersonalData:
    """What a room knows of a person: `export(user)` gives plain data; `erase(user, by=)` says what it kept and why."""

    title: Any
    export: Callable[[Any], Any]
    erase: Callable[..., list[str]]
    order: int = 50


@dataclass(frozen=True)
class Waiting:
    """Something that waits for someone on the home of Gestion. `find(user)` yields WaitingItem."""

    permission: Any
    find: Callable[[Any], "Iterable[WaitingItem]"]
    order: int = 50


@dataclass(frozen=True)
class WaitingItem:
    title: str
    detail: str
    url: str
    action: str
    tone: str = ""  # "", "al" (soon), "er" (late) or "jour" (today, before all)


@dataclass(frozen=True)
class MenuEntry:
    """An entry of a face's menu. `count(user)` may give a number; `permission` (or a rule: `fact("facilitator")`) decides who sees it."""

    face: str  # "manage", "member", "public", "foot" (the foot of the public pages) or "act" (the page « Agir »)
    section: Any
    label: Any
    url_name: str
    permission: Any = None
    count: Callable[[Any], int | None] | None = None
    order: int = 50


@dataclass(frozen=True)
class PublicBlock:
    """A block of the public home page: `render(request)` gives (template, context) or None."""

    render: Callable[[Any], tuple[str, dict[str, Any]] | None]
    order: int = 50


@dataclass(frozen=True)
class Check:
    """A line of `maillage check`: `run()` yields (level, message); level is "ok", "warning" or "error".

    `whole()` stands in its place for `maillage check --whole`, where looking at everything takes long.
    """

    title: Any
    run: Callable[[], Iterable[tuple[str, str]]]
    order: int = 50
    whole: Callable[[], Iterable[tuple[str, str]]] | None = None


@dataclass(frozen=True)
class Job:
    """Something done again and again: every so many `minutes`, or each day at an `hour` (UTC)."""

    function: str  # dotted path; idempotent, takes nothing
    minutes: int = 0
    hour: int = 0


@dataclass(frozen=True)
class Attachment:
    """A file joined to a letter, made when the letter leaves."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class DemoChapter:
    """A room's part of the demonstration, in the order of the rooms.

    `where` is the dotted path of `write(context)`: invented people and their words are loaded to be written, and sit in
    the memory of no process that serves.
    """

    where: str
    order: int = 50

    def write(self, context: Any) -> None:
        import_string(self.where)(context)


@dataclass(frozen=True)
class ProfileGuard:
    """Refuses a change of the profile that would break what exists: `refuse(old, new)` yields sentences."""

    refuse: Callable[[Any, Any], Iterable[str]]
    order: int = 50


@dataclass(frozen=True)
class ProfileFollower:
    """Does what a change of the profile asks for, in its transaction: `follow(old, new)`; `old` is None at first."""

    follow: Callable[[Any, Any], None]
    order: int = 50


@dataclass(frozen=True)
class Withheld:
    """What is withheld, told to rooms below that keep things about it: `rows()` is a query of these rows."""

    kind: str  # the model's label: "organisations.organisation"
    rows: Callable[[], Any]
    order: int = 50


@dataclass(frozen=True)
class MergeGuard:
    """Refuses to make one of two organisations: `refuse(kept, absorbed)` yields sentences that say what to settle first."""

    refuse: Callable[[Any, Any], Iterable[str]]
    order: int = 50


@dataclass(frozen=True)
class DirectoryFilter:
    """A way to narrow the public directory, given by a room above organisations (the category of membership…).

    `choices()` gives (code, label); `narrow(rows, codes)` keeps the organisations of these codes; `counts(rows)`
    gives {code: how many} in one query; `tags(ids)` gives {organisation: labels} shown in the list, in one query.
    """

    label: Any
    choices: Callable[[], Iterable[tuple[str, Any]]]
    narrow: Callable[[Any, list[str]], Any]
    counts: Callable[[Any], dict[str, int]]
    tags: Callable[[list[int]], dict[int, list[Any]]] = lambda ids: {}
    order: int = 50


@dataclass(frozen=True)
class CalendarFilter:
    """A yes-or-no way to narrow the public calendar, given by a room above activities (dates with places left…).

    Its key is its parameter; `narrow(sessions)` keeps some of these dates; `tags(dates, activity)` gives {session: [(word, tone)]}
    shown beside dates of the list, in one query.
    """

    label: Any
    narrow: Callable[[Any], Any]
    tags: Callable[[list[Any], Any], dict[int, list[tuple[Any, str]]]] = lambda dates, activity: {}
    order: int = 50


@dataclass(frozen=True)
class Gesture:
    """Something anyone can do now: come, sign, write, help, host, borrow or join.

    `find(campaign)` yields `OpenGesture` for one campaign's number, or for the whole network when it is None: only
    what is open today and what anyone may see, in few queries.
    """

    kind: str  # "come", "sign", "write", "help", "host", "borrow" or "join"
    find: Callable[[int | None], "Iterable[OpenGesture]"]
    order: int = 50


@dataclass(frozen=True)
class OpenGesture:
    title: str
    detail: str
    url: str
    until: Any = None  # a date, where there is one

    @property
    def told(self) -> str:
        """Its detail, ready to be followed by « · jusqu’au 5 févr. »."""
        return self.detail.removesuffix(".") if self.until else self.detail


@dataclass
class House:
    # The network as pages name it (name, tagline, colours): the room network gives it when the house starts.
    network: Callable[[], Any] | None = None
    panels: Registry[Panel] = field(default_factory=lambda: Registry("panel"))
    facts: Registry[Fact] = field(default_factory=lambda: Registry("fact"))
    personal_data: Registry[PersonalData] = field(default_factory=lambda: Registry("personal data"))
    waiting: Registry[Waiting] = field(default_factory=lambda: Registry("waiting"))
    menu: Registry[MenuEntry] = field(default_factory=lambda: Registry("menu entry"))
    public_blocks: Registry[PublicBlock] = field(default_factory=lambda: Registry("public block"))
    # The French label of each verb of the journal: {"organisation.renamed": _("Organisation renommée")}.
    verbs: Registry[Any] = field(default_factory=lambda: Registry("verb"))
    # How the journal says the codes of a field that has no choices of its own: {"activities.activity.form": form_label}.
    codes: Registry[Callable[[Any], str]] = field(default_factory=lambda: Registry("code"))
    search_sources: Registry[Any] = field(default_factory=lambda: Registry("search source"))
    checks: Registry[Check] = field(default_factory=lambda: Registry("check"))
    # Files joined to letters: {kind: open(id)}; a letter refers to "kind:id" (files."document", billing."invoice"…).
    attachments: Registry[Callable[[str], Attachment | None]] = field(default_factory=lambda: Registry("attachment"))
    schedules: Registry[Job] = field(default_factory=lambda: Registry("schedule"))
    demo: Registry[DemoChapter] = field(default_factory=lambda: Registry("demonstration chapter"))
    profile_guards: Registry[ProfileGuard] = field(default_factory=lambda: Registry("profile guard"))
    profile_followers: Registry[ProfileFollower] = field(default_factory=lambda: Registry("profile follower"))
    withheld: Registry[Withheld] = field(default_factory=lambda: Registry("withheld"))
    merge_guards: Registry[MergeGuard] = field(default_factory=lambda: Registry("merge guard"))
    gestures: Registry[Gesture] = field(default_factory=lambda: Registry("gesture"))
    calendar_filters: Registry[CalendarFilter] = field(default_factory=lambda: Registry("calendar filter"))
    vote_guards: Registry[VoteGuard] = field(default_factory=lambda: Registry("vote guard"))
    presence: Registry[PresenceSource] = field(default_factory=lambda: Registry("presence source"))
    vote_points: Registry[VotePoints] = field(default_factory=lambda: Registry("vote points"))
    assembly_steps: Registry[AssemblySteps] = field(default_factory=lambda: Registry("assembly steps"))
    record_parts: Registry[RecordPart] = field(default_factory=lambda: Registry("record part"))
    directory_filters: Registry[DirectoryFilter] = field(default_factory=lambda: Registry("directory filter"))

    def panels_on(self, page: str, face: str) -> list[Panel]:
        return [panel for panel in self.panels if panel.on == page and panel.face == face]

    def menu_of(self, face: str) -> list[MenuEntry]:
        return [entry for entry in self.menu if entry.face == face]


house = House()
