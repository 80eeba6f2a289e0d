"""What a header declares, read without a compiler: names, their namespaces and their comments.

It reads the style of this repository, formatted by clang-format, and not all of C++.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_LITERAL_OR_COMMENT = re.compile(
    r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|(?<![\w\'])\'(?:\\.|[^\'\\\n])+\'', re.DOTALL
)
_PREPROCESSOR = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def code_of(text: str) -> str:
    """The text with comments and literals blanked; every character stays where it was."""
    return _LITERAL_OR_COMMENT.sub(_blank, text)


def without_preprocessor(code: str) -> str:
    return _PREPROCESSOR.sub(_blank, code)


@dataclass(frozen=True)
class Declaration:
    """A declaration at namespace scope."""

    kind: str  # class, enum, alias, function, variable
    name: str
    namespace: str  # mote::detail::filter
    line: int
    documented: bool  # by a `///` above it, or above the group that it is in


def namespaces(text: str) -> Iterator[tuple[int, str]]:
    """(line, full name) of each namespace that is opened."""
    for line, name, _ in _parsed(text):
        if name.startswith("namespace ") and not name.endswith(";"):
            yield line, name.removeprefix("namespace ")


def declarations(text: str) -> list[Declaration]:
    """All at namespace scope, in order."""
    lines = text.splitlines()
    found: list[Declaration] = []
    group_ends, group_documented = 0, False
    for first, statement, last in _parsed(text):
        if statement.startswith("namespace "):
            continue
        namespace, _, body = statement.partition("|")
        above = first - 2
        while above >= 0 and lines[above].startswith("#"):
            above -= 1
        commented = above >= 0 and lines[above].strip().startswith("///")
        documented = commented or (group_documented and above <= group_ends - 1)
        group_ends, group_documented = last, documented
        if named := _named(body):
            found.append(Declaration(*named, namespace, first, documented))
    return found


@cache
def _parsed(text: str) -> list[tuple[int, str, int]]:
    return list(_statements(without_preprocessor(code_of(text))))


def _statements(code: str) -> Iterator[tuple[int, str, int]]:
    """(first line, `<namespace>|<text before its body>`, last line) of what is at namespace scope.

    Of a namespace that opens: `namespace <full name>`.
    """
    scopes: list[str] = []
    depth, start, head, parens = 0, 0, "", 0
    for at, character in enumerate(code):
        if depth > 0:  # in the body of a class or function, or in an initialiser
            depth += {"{": 1, "}": -1}.get(character, 0)
            if depth == 0 and _ends(code, at):
                yield _line(code, start), f"{'::'.join(scopes)}|{head}", _line(code, at)
                start, head = at + 1, ""
            continue
        parens += {"(": 1, ")": -1}.get(character, 0)
        if character == "{":
            text = " ".join(code[start:at].split())
            if parens == 0 and (opened := re.fullmatch(r"(?:inline )?namespace ?([\w:]*)", text)):
                scopes += [opened[1]] if opened[1] else ["(unnamed)"]
                yield _first(code, start), f"namespace {'::'.join(scopes)}", _line(code, at)
                start, head = at + 1, ""
            else:
                head = head or text
                start = start if code[start:at].strip() == "" else _skip(code, start)
                depth = 1
        elif character == "}":
            if scopes:
                scopes.pop()
            start, head = at + 1, ""
        elif character == ";" and parens == 0:
            text = head or " ".join(code[start:at].split())
            if text:
                yield _first(code, start), f"{'::'.join(scopes)}|{text};", _line(code, at)
            start, head = at + 1, ""


def _ends(code: str, at: int) -> bool:
    """True when the brace at `at` ends a function, and no `;` or further initialiser follows."""
    return not re.match(r"\s*[;,({.\[]|\s*[?:+*/&|<>=-]", code[at + 1 :])


def _skip(code: str, start: int) -> int:
    return start + len(code[start:]) - len(code[start:].lstrip())


def _line(code: str, at: int) -> int:
    return code.count("\n", 0, at) + 1


def _first(code: str, start: int) -> int:
    return _line(code, _skip(code, start))


def _named(text: str) -> tuple[str, str] | None:
    """(kind, name) of a declaration, or None of what needs no name."""
    text = _without_templates(text)
    text = " ".join(re.sub(r"\[\[.*?\]\]|alignas ?\([^()]*\)", " ", text).split())
    if re.match(r"static_assert\b|friend\b|using namespace\b|extern\b", text):
        return None
    if found := re.match(r"using (\w+) =", text):
        return "alias", found[1]
    if text.startswith("using "):
        return None
    if found := re.match(r"(class|struct|union|enum)(?: class| struct)? (\w+)( ?<)?", text):
        return None if found[3] else ("enum" if found[1] == "enum" else "class", found[2])
    before = _up_to_parameters(text).rstrip()
    if re.search(r"\boperator\b", before):
        return None  # its name says what it does
    if found := re.search(r"(\w+)$", before):
        rest = text[len(before) :].lstrip()
        if rest.startswith("("):
            if re.search(r"\) ?->", text) and before == found[1]:
                return None  # a deduction guide
            return "function", found[1]
        return "variable", found[1]
    return None  # a specialisation: name<...>


def _up_to_parameters(text: str) -> str:
    """Up to the first bracket, initialiser or end that is not inside of `<...>`."""
    depth = 0
    for at, character in enumerate(text):
        if character == "<" and re.match(r"\w", text[at - 1 : at]):
            depth += 1
        elif character == ">" and depth > 0:
            depth -= 1
        elif depth == 0 and character in "({=;":
            return text[:at]
    return text


def _without_templates(text: str) -> str:
    """The declaration behind `template <...>`; of an instantiation, nothing."""
    while text.startswith("template"):
        text = text.removeprefix("template").lstrip()
        if not text.startswith("<"):
            return ""
        depth = 0
        for at, character in enumerate(text):
            depth += {"<": 1, ">": -1, "(": 0}.get(character, 0)
            if depth == 0:
                text = text[at + 1 :].lstrip()
                break
        else:
            return ""
    return text
