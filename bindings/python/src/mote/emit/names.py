"""C++ identifiers of any text."""

from __future__ import annotations

import re
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
RESERVED = frozenset(f"{_CPP_WORDS} {_TAKEN}".split())


def identifier(text: str, prefix: str = "class") -> str:
    """A C++ identifier near `text`; `prefix` goes before digits and words that are taken."""
    name = re.sub(r"\W", "_", text.strip(), flags=re.ASCII)
    name = re.sub(r"__+", "_", name).strip("_")
    if not name:
        return "unnamed"
    if name[0].isdigit() or name in RESERVED or _TAKEN_PATTERN.fullmatch(name):
        return f"{prefix}_{name}"
    return name


def unique_names(texts: Sequence[str], prefix: str = "class") -> list[str]:
    """One identifier a text, unique: words as they are, numbers as class_3 or class_minus_1."""
    names: list[str] = []
    for text in texts:
        negative = re.match(r"-\d", text)
        name = identifier(f"{prefix}_minus_{text[1:]}" if negative else text, prefix)
        free = (f"{name}_{n}" for n in count(2))
        names.append(name if name not in names else next(n for n in free if n not in names))
    return names
