#!/usr/bin/env python3
"""Each rule of tools/check_imports.py is broken once, and must be reported."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tools"))
from check_imports import check

TOP = pathlib.Path(__file__).parents[2]

PACKAGE = {
    "__init__.py": "from .model import Model\n",
    "model.py": "from .families.base import Facts\n\nclass Model:\n    pass\n",
    "verify.py": "from .families import base\n",
    "families/__init__.py": "",
    "families/base.py": "from typing import Any\nimport numpy\n",
    "families/registry.py": "from .trees.family import Trees\nfrom .bayes import Bayes\n",
    "families/bayes.py": "from .base import Facts\nfrom .shared.curves import Curves\n",
    "families/shared/__init__.py": "",
    "families/shared/curves.py": "from ..base import Facts\n",
    "families/trees/__init__.py": "",
    "families/trees/family.py": "from ..base import Facts\nfrom . import layout\n",
    "families/trees/layout.py": "from ...families.base import Facts\n",
}


def found(**changes: str) -> list[str]:
    """What is wrong with the package when files of these names get these lines more."""
    with tempfile.TemporaryDirectory() as folder:
        package = pathlib.Path(folder) / "mote"
        for name, text in PACKAGE.items():
            path = package / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + changes.get(name.replace("/", "__")[:-3], ""), encoding="utf-8")
        return check(package)


class Imports(unittest.TestCase):
    def test_a_package_that_keeps_the_rules_is_silent(self) -> None:
        self.assertEqual(found(), [])

    def test_the_package_of_this_repository_keeps_them(self) -> None:
        self.assertEqual(check(TOP / "bindings/python/src/mote"), [])

    def test_a_circle_of_two_is_reported(self) -> None:
        (wrong,) = found(families__base="from ..verify import compare\n")
        self.assertIn("families.base -> verify -> families.base", wrong)

    def test_a_circle_is_reported_wherever_the_import_stands(self) -> None:
        for text in (
            "def f():\n    from ..verify import compare\n",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .. import verify\n",
            "import mote.verify\n",
            "from mote.verify import compare\n",
            "from mote import verify\n",
            "class A:\n    def f(self):\n        import mote.verify as v\n",
        ):
            (wrong,) = found(families__base=text)
            self.assertIn("expected no circle of imports", wrong, text)

    def test_a_circle_through_the_package_itself_is_reported(self) -> None:
        (wrong,) = found(model="from . import something\n")
        self.assertIn("mote -> model -> mote", wrong)

    def test_a_longer_circle_is_reported_once(self) -> None:
        (wrong,) = found(
            families__trees__layout="from .. import registry\n",
        )
        self.assertIn("families.registry -> families.trees.family -> families.trees.layout", wrong)

    def test_a_family_that_is_known_outside_is_reported(self) -> None:
        (wrong,) = found(verify="from .families.trees import layout\n")
        self.assertIn("verify.py:2: expected families.base or families.registry", wrong)
        (wrong,) = found(families__bayes="def f():\n    from .trees.layout import key\n")
        self.assertIn("families/bayes.py:4: expected families.base", wrong)

    def test_what_families_share_knows_none_of_them_and_is_theirs_alone(self) -> None:
        (wrong,) = found(verify="from .families.shared import curves\n")
        self.assertIn("verify.py:2: expected families.base", wrong)
        (wrong,) = found(families__shared__curves="from ..trees import layout\n")
        self.assertIn("families/shared/curves.py:2: expected families.base", wrong)

    def test_a_condition_on_a_family_in_the_model_is_reported(self) -> None:
        for text in (
            "def f(s):\n    if s._family.name == 'trees':\n        pass\n",
            "def f(s):\n    return 1 if s.stored.link else 2\n",
            "def f(s):\n    return s.leaves == 'hard'\n",
            "def f(s):\n    match s.stored:\n        case 1:\n            pass\n",
            "def f(s):\n    return [1 for x in s if x.format]\n",
        ):
            wrong = found(model=text)
            self.assertTrue(wrong, text)
            self.assertIn("expected no condition on a family", wrong[0])

    def test_a_model_that_grows_is_reported(self) -> None:
        (wrong,) = found(model="\n" * 300)
        self.assertIn("expected at most 300 lines", wrong)


if __name__ == "__main__":
    unittest.main()
