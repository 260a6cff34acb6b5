"""Names as people write them: cleaned for storage, folded for search, normalised for comparison.

Nothing here changes what a person typed without being asked: `clean` removes only what nobody
can see, and the other functions make a second text beside the first.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache


def word_set(text: str) -> frozenset[str]:
    """The words of a list written over several lines."""
    return frozenset(text.split())


# Combining marks of Latin, Greek and Cyrillic, and Arabic vowel signs, carry no identity when
# people search. Indic vowel signs do: they stay.
_MARKS = dict.fromkeys(
    [
        code
        for start, end in (
            (0x0300, 0x036F),
            (0x064B, 0x065F),
            (0x1AB0, 0x1AFF),
            (0x1DC0, 0x1DFF),
            (0x20D0, 0x20FF),
            (0xFE20, 0xFE2F),
        )
        for code in range(start, end + 1)
    ]
)
# Letters that NFKD leaves whole, and the many apostrophes and dashes of keyboards and word
# processors. The acute and the grave accent stand alone here: someone meant an apostrophe.
_SAME = str.maketrans(
    {
        **dict.fromkeys("’ʼ‘`´ʹ′‛＇ʻ", "'"),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("“”„«»‟″", '"'),
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "Æ": "ae",
        "ø": "o",
        "Ø": "o",
        "ł": "l",
        "Ł": "l",
        "đ": "d",
        "Đ": "d",
        "ð": "d",
        "Ð": "d",
        "þ": "th",
        "Þ": "th",
        "ı": "i",
    }
)

# Control characters, what has no width, and what reverses the direction of writing: never seen,
# able to make two different texts look alike, and refused by PostgreSQL (NUL) or by UTF-8
# (lone surrogates). Joiners stay after scripts that need them (Persian, Hindi).
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"
    "|(?<![\u0590-\U0010ffff])[\u200c\u200d]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
SHORT = 24  # signs
_BLANKS = re.compile(r"[^\S\n]+")


def clean(text: str, *, multiline: bool = False) -> str:
    """Remove what nobody can see, in NFC; on one line unless `multiline`."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = _LINE_ENDS.sub("\n", text)
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    if not multiline:
        return " ".join(text.split())
    lines = [_BLANKS.sub(" ", line).strip() for line in text.split("\n")]
    return "\n".join(lines).strip("\n")


def fold(text: str) -> str:
    """The text without accents, capitals or odd apostrophes: what a search compares."""
    return _short_fold(text) if len(text) <= SHORT else _fold(text)


def _fold(text: str) -> str:
    if not text.isascii():
        text = text.translate(_SAME)
        text = unicodedata.normalize("NFKD", text).translate(_MARKS).casefold()
        if not text.isascii():
            # Casefolding can bring back a decomposable letter ("ŉ", "ǰ"): once more.
            text = unicodedata.normalize("NFKD", text).translate(_MARKS).translate(_SAME)
            text = unicodedata.normalize("NFC", text)
    return " ".join(text.lower().split())


_short_fold = lru_cache(maxsize=4_096)(_fold)  # kinds, towns, countries, words: they come back


# Legal forms say how an organisation was registered, not who it is. "Fondation", "institut",
# "fédération" stay: the foundation and the federation of one name are often two bodies.
_LEGAL_FORMS = word_set(
    """
    association associations asso assoc asbl aisbl ong ongd ongi osbl obnl osc oing osi ngo
    ingo npo cso cbo vzw ivzw stichting vereniging inc incorporated incorporation ltd ltee
    limited limitee llc llp plc corp corporation co company gmbh ggmbh ev ag kg ug mbh
    gemeinnutzige verein sarl sas sasu scop scic sa srl sprl bv nv ac sc asociacion civil cic
    scrl scs
    """
)
_STOP_WORDS = word_set(
    """
    le la les l de du des d et en au aux a un une pour par sur dans avec the of and for in on
    to an at by with from el los las del y e o u para por con una der die das des dem den und
    fur von zu im am ein eine het een van voor op met te
    """
)
_PARENTHESES = re.compile(r"[(\[][^()\[\]]*[)\]]")
# One word in brackets is an acronym; more words ("Togo Country Office") tell bodies apart.
_ONE_WORD = re.compile(r"[(\[] ?([^()\[\]\s]*) ?[)\]]")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|\b[^\W\d_](?:\.[^\W\d_])+\b")
_POSSESSIVE = re.compile(r"'s\b")
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The folded words, dotted initials joined ("O.N.G." is one word), in order."""
    text = fold(text)
    if "." in text:
        text = _DOTTED.sub(lambda found: found.group().replace(".", ""), text)
    if "'" in text:
        text = _POSSESSIVE.sub("s", text)
    return _WORD.findall(text)


def normalise_name(text: str) -> str:
    """The words by which two writings of one name are recognised, in their order.

    "Association « Les Amis du Niger » (ADN), a.s.b.l." gives "amis niger". A name made of
    nothing else than legal forms and small words keeps all of them.
    """
    if "&" in text:
        text = html.unescape(text)
    if "(" in text or "[" in text:
        kept = _ONE_WORD.sub(lambda f: f.group() if f.group(1).upper() in _PLACES else " ", text)
        text = kept if kept.strip() else text
    words = words_of(text)
    known = [word for word in words if word not in _STOP_WORDS and word not in _LEGAL_FORMS]
    return " ".join(known or words)


# Countries and unions that people put in brackets after a name: a place, not an acronym.
_PLACES = word_set(
    """
    USA US UK UE EU RDC DRC RCA CAR UAE EAU PRC DPRK PNG RSA USSR URSS
    """
)
_BRACKETED = re.compile(r"[(\[]\s*([^()\[\]\s]{2,14})\s*[)\]]")
_LEADING = re.compile(r"^\s*([^\W\d_][\w&.]{1,11})\s+[-–—:]\s+(?=\S+\s+\S)")


def _is_acronym(candidate: str, around: str) -> bool:
    letters = "".join(char for char in candidate if char.isalnum())
    capitals = sum(char.isupper() for char in letters)
    if not 2 <= len(letters) <= 12 or candidate.upper() in _PLACES:
        return False
    if capitals < 2 or capitals * 2 <= len(letters):
        return False
    if around and around == around.upper():
        # In a name all in capitals nothing marks an acronym but its letters, found in order.
        rest = iter(fold(around))
        return all(char in rest for char in fold(letters))
    return True


def find_acronym(text: str) -> str:
    """The acronym written beside a name, "… (UNDP)" or "UNDP - …", or an empty text."""
    for found in reversed(list(_BRACKETED.finditer(text))):
        around = (text[: found.start()] + text[found.end() :]).strip()
        candidate = found.group(1).strip(".,;:\"'«»")
        if around and _is_acronym(candidate, around):
            return candidate.replace(".", "")
    if leading := _LEADING.match(text):
        candidate, around = leading.group(1), text[leading.end() :]
        if candidate.isupper() and _is_acronym(candidate, around):
            return candidate.replace(".", "")
    return ""


def acronym_of(text: str, *, small_words: bool = False) -> str:
    """The initials of the words that count: "Ligue des droits humains" gives "LDH".

    With `small_words`, of all words: some count them ("DFID", "Department for …").
    """
    words = words_of(_PARENTHESES.sub(" ", text))
    kept = [word for word in words if small_words or word not in _STOP_WORDS] or words
    return "".join(word[0] for word in kept).upper()


_KNOWN_ACRONYMS = word_set(
    """
    ONU ONG NGO INGO ASBL UNICEF UNESCO UNHCR UNFPA UNAIDS ONUSIDA UNDP PNUD USAID OCHA UNEP PNUE UNODC
    UNOPS FAO OMS WHO OIM IOM ILO OIT WFP PAM ICRC CICR IFRC GIZ
    AFD ADEME OECD OCDE ECOWAS CEDEAO UEMOA SADC ASEAN NEPAD GAVI USA UK EU UE RDC DRC HIV VIH
    SIDA AIDS ICT TIC WASH LGBT LGBTQ ECSI ODD SDG CSO OSC SOS YMCA YWCA
    """
)
_SMALL_WORDS = word_set(
    """
    le la les de du des et en au aux à un une pour par sur dans avec sous chez ou the of and
    for in on to an at by with from or el los las del y e o para por con una der die das dem
    den und für von zu im am het een van voor
    """
)
_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,3})")
_ELISION = re.compile(r"^([LDJMNSTC]|QU|JUSQU|LORSQU)['’](?=\w)", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_](?:[\w]|['’.&](?=\w))*\.?|[\W_]", re.DOTALL)
_VOWELS = frozenset("AEIOUY")


def _tidy_word(word: str, *, first: bool, bracketed: bool) -> str:
    bare = word.strip(".")
    plain = fold(bare).upper()
    if not first and word.lower() in _SMALL_WORDS:
        return word.lower()
    if bracketed or plain in _KNOWN_ACRONYMS or any(char.isdigit() for char in bare):
        return word
    if "." in bare or (len(bare) > 1 and _ROMAN.fullmatch(bare)):
        return word
    if found := _ELISION.match(word):
        head = found.group()
        rest = _tidy_word(word[len(head) :], first=True, bracketed=False)
        return (head.capitalize() if first else head.lower()) + rest
    if len(plain) > 1 and not _VOWELS & set(plain):
        # "St", "Dr", "Mgr" aside, a word without a vowel is an acronym.
        return word.capitalize() if plain in {"ST", "DR", "MR", "MRS", "MGR"} else word
    return word[:1].upper() + word[1:].lower()


def tidy_name(text: str) -> str:
    """Propose capitals for a name typed ALL IN CAPITALS; any other name comes back as it is.

    A proposal to show beside the original: no rule can know that "ACROSS" is an acronym.
    """
    if len(text) > 500 or text != text.upper() or text == text.lower() or ("(" in text and ")" not in text):
        return text
    tokens = _TOKEN.findall(text)
    words = [piece for piece in tokens if piece[0].isalnum()]
    if len(words) < 2 and len(text) <= 7:
        return text
    tidied: list[str] = []
    first = True
    for piece in tokens:
        if piece[0].isalnum():
            tidied.append(_tidy_word(piece, first=first, bracketed=f"({piece})" in text))
            first = False
            continue
        first = first or piece in ":("
        tidied.append(piece)
    return "".join(tidied)


def slug(text: str, *, max_length: int = 60) -> str:
    """The text for an address: folded words joined by hyphens, cut between two words."""
    words = [word for word in words_of(text) if word.isascii()]
    out = "-".join(words)
    if len(out) > max_length:
        cut = out[: max_length + 1].rfind("-")
        out = out[: cut if cut > 0 else max_length]
    return out


def slugify_unique(
    text: str,
    is_taken: Callable[[str], bool],
    *,
    fallback: str = "fiche",
    max_length: int = 60,
) -> str:
    """A slug that `is_taken` does not know yet: "oxfam", then "oxfam-2", "oxfam-3"."""
    base = slug(text, max_length=max_length) or fallback
    candidate, number = base, 1
    while is_taken(candidate):
        number += 1
        suffix = f"-{number}"
        candidate = base[: max_length - len(suffix)].rstrip("-") + suffix
    return candidate


def french(text: str) -> str:
    """French typography where a keyboard left its own: the apostrophe, and the spaces that do not break."""
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    return re.sub(r"(?<=«) | (?=[:;!?»%])", "\N{NO-BREAK SPACE}", text)
