"""Let the checks of a case say what they found, as an ``assert`` in a test does."""

import pytest

MODULES = ("outcome", "situation", "written", "sentences")
pytest.register_assert_rewrite(*(f"tests.cases.{module}" for module in MODULES))
