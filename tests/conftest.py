"""Fixtures that several tests share."""

from typing import Any

import pytest

from ontology.errors import ModelMissing


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The shipped language pipeline, loaded once; tests that need it are skipped where it is missing."""
    from extract.language import load

    try:
        return load()
    except ModelMissing as error:
        pytest.skip(f"the language model is missing: {error}")
