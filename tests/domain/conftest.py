"""Under ``make mutants``, which names its mutant in the environment, tests run otherwise."""

import os

if "MUTANT_UNDER_TEST" in os.environ:
    from tests.domain.under_mutation import (
        pytest_collection_modifyitems,
        pytest_configure,
        pytest_sessionstart,
    )

    __all__ = ["pytest_collection_modifyitems", "pytest_configure", "pytest_sessionstart"]
