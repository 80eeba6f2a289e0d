"""C++ identifiers of any text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import count

_CPP_WORDS = (
    "alignas alignof and asm auto bitand bitor bool break case catch char class compl concept "
    "const consteval constexpr constinit continue decltype default delete do double else enum "
    "explicit export extern false float for friend goto if inline int long mutable namespace new "
    "noexcept not nullptr operator or private protected public register requires return short "
    "signed sizeof static struct switch template this throw true try typedef typeid typename "
    "union unsigned using virtual void volatile while xor"
)
# Names that the C library or a chip's headers (Arduino's are many) have taken, often as macros.
_TAKEN = (
    "mote std main errno NULL EOF TRUE FALSE BUFSIZ RAND_MAX CHAR_BIT assert offsetof stdin stdout "
    "stderr signal raise time clock index rindex read write open close random select gamma y0 y1 "
    "yn j0 j1 jn exp log sin cos tan abs min max round memcpy memset strlen size_t ptrdiff_t "
    "linux unix i386 arm ARM HIGH LOW INPUT OUTPUT PI HALF_PI TWO_PI EULER CHANGE FALLING RISING "
    "DEFAULT EXTERNAL INTERNAL SERIAL DISPLAY LSBFIRST MSBFIRST SET RESET ENABLE DISABLE ERROR "
    "SUCCESS IN OUT F"
)
_TAKEN_PATTERN = re.compile(r"u?int(_fast|_least)?\d+_t|U?INT\d*_(MIN|MAX|C)|u?intptr_t|B[01]+")
# What has no accent to lose.
_LETTERS = {
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i",
    "\N{MICRO SIGN}": "u", "\N{DEGREE SIGN}": "deg", "\N{OHM SIGN}": "Ohm",
}  # fmt: skip
RESERVED = frozenset(f"{_CPP_WORDS} {_TAKEN}".split())


def identifier(text: str, prefix: str = "class") -> str:
    """A C++ identifier near `text`; `prefix` goes before digits and words that are taken.

    Letters lose their accents, Greek ones are spelt; of other scripts the code points are left.
    """
    name = re.sub(r"\W", "_", "".join(map(_ascii, text.strip())), flags=re.ASCII)
    name = re.sub(r"__+", "_", name).strip("_")
    if not name:
        return "unnamed"
    if name[0].isdigit() or name in RESERVED or _TAKEN_PATTERN.fullmatch(name):
        return f"{prefix}_{name}"
    return name


def _ascii(letter: str) -> str:
    """The same in ASCII: "u" of "ü", "ss" of "ß", "alpha" of "α", "u6e29_" of "温"."""
    if letter.isascii():
        return letter
    plain = _LETTERS.get(letter) or unicodedata.normalize("NFKD", letter)
    return "".join(_part(c) for c in plain if not unicodedata.combining(c))


def _part(letter: str) -> str:
    """A letter without accents; of what is none, a blank's underscore."""
    if letter.isascii():
        return letter
    if not letter.isalnum():
        return "_"
    called = unicodedata.name(letter, "")
    greek = called.startswith("GREEK ")
    return called.split()[-1].lower() if greek else f"u{ord(letter):x}_"


def unique_names(texts: Sequence[str], prefix: str = "class") -> list[str]:
    """One identifier a text, unique: words as they are, numbers as class_3 or class_minus_1."""
    names: list[str] = []
    for text in texts:
        negative = re.match(r"-\d", text)
        name = identifier(f"{prefix}_minus_{text[1:]}" if negative else text, prefix)
        free = (f"{name}_{n}" for n in count(2))
        names.append(name if name not in names else next(n for n in free if n not in names))
    return names
