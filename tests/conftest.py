"""What do all tests share? Where the evaluation data lies, and what is skipped where it, or a browser, is absent."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

import kg
from kg.extract.pipeline import Extractor

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


# The same examples each time; HYPOTHESIS_PROFILE=random looks for new ones.
settings.register_profile("fixed", derandomize=True)
settings.register_profile("random", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = {
        "shared": None if SHARED.is_dir() else f"no folder {SHARED}",
        "browser": None if shutil.which("chromium") else "no chromium on this machine",
    }
    for item in items:
        for name, reason in absent.items():
            if reason is not None and item.get_closest_marker(name) is not None:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with evaluation data beside the checkout; for tests marked `shared`."""
    return SHARED


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The extractor with the shipped English pipeline and tables, loaded once."""
    return kg.load()
