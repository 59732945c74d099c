"""What the bytes of a result depend on besides scenario, city and seed: the program itself."""

import platform
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

import domain
import simulation
import synthetic_data

PACKAGES: Final = ("numpy", "scipy", "simpy")
SOURCES: Final = ("*.py", "*.toml")
SHOWN: Final = 12


@lru_cache(maxsize=1)
def model_version() -> str:
    """Return versions of Python and of what computes, and the digest of the model's own source.

    Two processes with the same text give the same replications.
    """
    python = ".".join(platform.python_version_tuple()[:2])
    packages = [f"{name} {version(name)}" for name in PACKAGES]
    return ", ".join([f"python {python}", *packages, f"model {_source()[:SHOWN]}"])


def _source() -> str:
    digest = sha256()
    for package in (domain, synthetic_data, simulation):
        folder = Path(str(package.__file__)).parent
        for path in sorted(path for pattern in SOURCES for path in folder.rglob(pattern)):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
