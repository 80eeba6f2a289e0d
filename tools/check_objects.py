#!/usr/bin/env python3
"""Check that tests/target compiles every public name which runs on a chip.

usage: check_objects.py <repository>

What no uses_*.cpp names is in no object check, so that it could call the heap or a double unseen.
"""

import pathlib
import re
import sys

import check_code
import cpp_names

CHIP = {"core", "filter", "transform", "model", "nn", "feature", "pipeline"}
KINDS = {"class", "function"}  # the rest makes no code

TYPES = {"mote::traits", "mote::target"}  # namespaces of types, without code

# Public names that make no code of their own, and why.
EXEMPT = {
    "comb_of_q": "is for constants, in double",
    "deviations": "is for constants, in double",
    "dct_gain": "is constants of dct",
    "dct_table": "is constants of dct",
    "full_scale_of_millivolts": "is for constants, in double",
    "hampel_threshold": "is data of hampel",
    "in_code_as": "is what predict<Model>(x) calls",
    "svm": "is svc, svr and one_class_svm",
    "known_classes": "is for constants, in double",
    "quantize": "is for constants, in double",
    "resampling_design": "is for constants, in double",
}


def check(repository: pathlib.Path, exempt: dict[str, str] = EXEMPT) -> list[str]:
    root = repository / "include" / "mote"
    target = repository / "tests" / "target"
    sources = sorted([*target.glob("uses_*.cpp"), *target.glob("*.hpp")])
    used = {word for path in sources for word in re.findall(r"\w+", check_code.code(path))}
    wrong, public = [], set()
    for path in sorted(root.glob("*/*.hpp")):
        if path.parent.name not in CHIP:
            continue
        for d in cpp_names.declarations(path.read_text()):
            if d.kind not in KINDS or d.namespace in TYPES or "detail" in d.namespace.split("::"):
                continue
            public.add(d.name)
            if d.name not in used and d.name not in exempt:
                wrong.append(
                    f"{path}:{d.line}: {d.name} is in no object check: call it in "
                    f"{target.relative_to(repository)}/uses_*.cpp"
                )
    wrong += [
        f"{name} is in no public header: take it out of EXEMPT" for name in exempt.keys() - public
    ]
    wrong += [
        f"{name} is in an object check: take it out of EXEMPT"
        for name in exempt.keys() & used & public
    ]
    return list(dict.fromkeys(wrong))


def main() -> int:
    repository = pathlib.Path(sys.argv[1]).resolve()
    wrong = check(repository)
    for sentence in wrong:
        print(sentence.replace(f"{repository}/", ""))
    if not wrong:
        print("every public name that runs on a chip is in an object check")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
