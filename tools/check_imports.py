#!/usr/bin/env python3
"""Check how the parts of the Python package know each other.

usage: check_imports.py <folder of the package>

- No circle of imports. Imports inside functions, and those that only a type checker sees, count.
- Families are known by their contract: outside families/, only families.base and families.registry
  are imported, and inside, no family imports another; what several need is families.shared.
- model.py is one for all families: at most 300 lines, and no condition on what a family holds.
"""

import ast
import pathlib
import re
import sys

MOST_LINES = 300
SHARED = "shared"  # of families, for each of them
OPEN = {"families", "families.base", "families.registry"}
OF_A_FAMILY = re.compile(r"\b_?(family|stored|link|leaf|leaves|format|details|options)\b")


def modules_of(package: pathlib.Path) -> dict[str, pathlib.Path]:
    """Modules by their dotted name in the package; the package itself is ""."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_of(
    name: str, path: pathlib.Path, modules: dict[str, pathlib.Path], package: str
) -> dict[str, int]:
    """The modules of the package that a module imports, wherever it does, and the line."""
    found: dict[str, int] = {}
    here = name.split(".") if name else []
    if path.name != "__init__.py":
        here = here[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == package or alias.name.startswith(f"{package}."):
                    found.setdefault(alias.name[len(package) + 1 :], node.lineno)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                base = here[: len(here) - node.level + 1]
                base += node.module.split(".") if node.module else []
            elif node.module and node.module.split(".")[0] == package:
                base = node.module.split(".")[1:]
            else:
                continue
            for alias in node.names:
                within = ".".join([*base, alias.name])
                found.setdefault(within if within in modules else ".".join(base), node.lineno)
    return {module: line for module, line in found.items() if module in modules}


def circles(imports: dict[str, dict[str, int]]) -> list[list[str]]:
    """A way around for every module that imports itself in the end, shortest first, each once."""
    found: dict[frozenset[str], list[str]] = {}
    for start in imports:
        ways = [[start]]
        seen = {start}
        while ways:
            way = ways.pop(0)
            for module in imports.get(way[-1], {}):
                if module == start:
                    found.setdefault(frozenset(way), [*way, start])
                    ways = []
                    break
                if module not in seen:
                    seen.add(module)
                    ways.append([*way, module])
    return sorted(found.values(), key=len)


def family_of(module: str) -> str | None:
    """The family that a module belongs to, if it does."""
    parts = module.split(".")
    return parts[1] if parts[0] == "families" and len(parts) > 1 and module not in OPEN else None


def check(package: pathlib.Path) -> list[str]:
    modules = modules_of(package)
    imports = {
        name: imports_of(name, path, modules, package.name) for name, path in modules.items()
    }
    wrong = [
        f"expected no circle of imports, and got {' -> '.join(m or package.name for m in way)}: "
        "move what both need into a module that neither imports"
        for way in circles(imports)
    ]
    for name, held in imports.items():
        for module, line in held.items():
            of = family_of(module)
            if of is None or family_of(name) == of or name == "families.registry":
                continue
            if of == SHARED and name.startswith("families."):
                continue
            wrong.append(
                f"{modules[name].relative_to(package)}:{line}: expected families.base or "
                f"families.registry, and got {module}: only the registry knows a family"
            )
    return wrong + check_model(package / "model.py")


def check_model(path: pathlib.Path) -> list[str]:
    if not path.is_file():
        return []
    text = path.read_text(encoding="utf-8")
    lines = len(text.splitlines())
    wrong = []
    if lines > MOST_LINES:
        wrong.append(f"model.py: expected at most {MOST_LINES} lines, and got {lines}")
    for node in ast.walk(ast.parse(text)):
        tests: list[ast.AST] = []
        if isinstance(node, (ast.If, ast.IfExp, ast.While)):
            tests = [node.test]
        elif isinstance(node, ast.Match):
            tests = [node.subject]
        elif isinstance(node, ast.Compare):
            tests = [node]
        elif isinstance(node, ast.comprehension):
            tests = list(node.ifs)
        for test in tests:
            if found := OF_A_FAMILY.search(ast.unparse(test)):
                line = getattr(test, "lineno", 0)
                wrong.append(
                    f"model.py:{line}: expected no condition on a family, and got `{found[0]}`: "
                    "ask the family, through families/base.py"
                )
    return wrong


def main() -> int:
    if len(sys.argv) != 2 or not (pathlib.Path(sys.argv[1]) / "__init__.py").is_file():
        print((__doc__ or "").strip(), file=sys.stderr)
        return 2
    wrong = check(pathlib.Path(sys.argv[1]))
    for line in wrong:
        print(line)
    if not wrong:
        print("no circle of imports, and families are known by their contract only")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
