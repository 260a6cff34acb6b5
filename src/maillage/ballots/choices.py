"""What a ballot says: checked, written as form fields and read back. Pure.

Shapes and values: "yesno" → "yes", "no", "abstain"; "one" → [3]; "several" → [1, 4]; "ranked" → [[2], [1, 3]], best first;
"graded" → {"1": "good"}; and "blank" for any of them. The fields are those of the form, so that what a browser seals is
what it would have sent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlencode

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal

BLANK = "blank"
YESNO = ("yes", "no", "abstain")


class ChoiceError(Refusal):
    """A ballot that says nothing clear."""

    MESSAGES: ClassVar = {
        "empty": _("Choisissez, ou votez blanc."),
        "unknown": _("Ce choix n’est pas proposé."),
        "too_many": _("Choisissez %(most)s noms au plus."),
        "twice": _("Donnez un rang différent à chacun."),
        "rank": _("Un rang est un nombre, à partir de 1."),
        "grade": _("Cette mention n’est pas proposée."),
        "both": _("Vous avez fait un choix et demandé « Voter blanc » : gardez l’un ou l’autre."),
    }


@dataclass(frozen=True)
class Form:
    """What a ballot of a question may hold. `most`: how many options at most, 0 for no limit."""

    shape: str
    numbers: frozenset[int] = frozenset()
    most: int = 0
    grades: tuple[str, ...] = ()
    ties: bool = False  # two options at one rank

    @property
    def size(self) -> int:
        """The length to which every ballot is padded, in bytes: above the longest that its form can say."""
        return -(-(64 + 16 * len(self.numbers)) // 64) * 64


def check(form: Form, choice: Any) -> Any:
    """The choice in its one writing. Raises ChoiceError."""
    if choice == BLANK:
        return BLANK
    if form.shape == "yesno":
        return _known(choice, YESNO)
    if form.shape == "ranked":
        return _ranked(form, choice)
    if form.shape == "graded":
        return _graded(form, choice)
    return _chosen(form, choice)


def _known(value: Any, among: Iterable[Any]) -> Any:
    if value in (None, "", [], {}):
        raise ChoiceError("empty")
    if isinstance(value, list | dict) or value not in among:
        raise ChoiceError("unknown")
    return value


def _numbers(form: Form, values: Any) -> list[int]:
    if isinstance(values, int) and not isinstance(values, bool):
        values = [values]
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise ChoiceError("unknown")
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int) or value not in form.numbers:
            raise ChoiceError("unknown")
    return list(values)


def _chosen(form: Form, choice: Any) -> list[int]:
    chosen = sorted(set(_numbers(form, choice)))
    if not chosen:
        raise ChoiceError("empty")
    most = 1 if form.shape == "one" else form.most
    if most and len(chosen) > most:
        raise ChoiceError("too_many", most=most)
    return chosen


def _ranked(form: Form, choice: Any) -> list[list[int]]:
    if not isinstance(choice, Sequence) or isinstance(choice, str):
        raise ChoiceError("unknown")
    ranks = [sorted(_numbers(form, rank)) for rank in choice]
    ranks = [rank for rank in ranks if rank]
    every = [number for rank in ranks for number in rank]
    if not every:
        raise ChoiceError("empty")
    if len(set(every)) != len(every) or (not form.ties and any(len(rank) > 1 for rank in ranks)):
        raise ChoiceError("twice")
    return ranks


def _graded(form: Form, choice: Any) -> dict[str, str]:
    if not isinstance(choice, Mapping):
        raise ChoiceError("unknown")
    given = {}
    for number, grade in choice.items():
        if not str(number).isdecimal() or int(number) not in form.numbers:
            raise ChoiceError("unknown")
        if grade not in form.grades:
            raise ChoiceError("grade")
        given[str(int(number))] = grade
    if not given:
        raise ChoiceError("empty")
    return dict(sorted(given.items(), key=lambda pair: int(pair[0])))


def read(form: Form, fields: Mapping[str, Sequence[str]]) -> Any:
    """The choice of a form as sent: `choix`, `rang-3`, `mention-3`, `blanc`. Raises ChoiceError."""
    chosen = [value for value in fields.get("choix", ()) if value]
    if fields.get("blanc", [""])[-1] or BLANK in chosen:
        named = (value[-1].strip() for name, value in fields.items() if name.startswith(("rang-", "mention-")))
        if any(value != BLANK for value in chosen) or any(named):
            raise ChoiceError("both")
        return BLANK
    if form.shape == "yesno":
        return check(form, chosen[-1] if chosen else "")
    if form.shape == "ranked":
        return check(form, _read_ranks(fields))
    if form.shape == "graded":
        given = {_number(name): value[-1] for name, value in fields.items() if name.startswith("mention-")}
        return check(form, {str(number): grade for number, grade in given.items() if grade})
    return check(form, [_number(value) for value in chosen])


def _read_ranks(fields: Mapping[str, Sequence[str]]) -> list[list[int]]:
    ranks: dict[int, list[int]] = {}
    for name, values in fields.items():
        if name.startswith("rang-") and values[-1].strip():
            said = values[-1].strip()
            if not (said.isascii() and said.isdecimal() and 0 < int(said) < 1000 and len(said) < 4):
                raise ChoiceError("rank")
            ranks.setdefault(int(said), []).append(_number(name))
    return [ranks[rank] for rank in sorted(ranks)]


def _number(text: str) -> int:
    tail = text.rpartition("-")[2]
    if not (tail.isascii() and tail.isdecimal() and len(tail) < 5):
        raise ChoiceError("unknown")
    return int(tail)


def pairs(choice: Any) -> list[tuple[str, str]]:
    """A checked choice as the fields of its form."""
    if isinstance(choice, str):
        return [("choix", choice)]
    if isinstance(choice, Mapping):
        return [(f"mention-{number}", grade) for number, grade in choice.items()]
    if choice and isinstance(choice[0], list):
        return [(f"rang-{number}", str(rank)) for rank, group in enumerate(choice, 1) for number in group]
    return [("choix", str(number)) for number in choice]


def written(choice: Any) -> bytes:
    """A checked choice as it is sealed."""
    return urlencode(pairs(choice)).encode()


def read_back(form: Form, plain: bytes) -> Any:
    """The choice of an opened box. Raises ChoiceError when it says nothing clear."""
    try:
        fields = parse_qs(plain.decode("ascii"), max_num_fields=500)
    except (UnicodeDecodeError, ValueError) as error:
        raise ChoiceError("unknown") from error
    return read(form, fields)
