"""Print the oldest dependencies that pyproject.toml allows, as constraints for pip."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def oldest() -> list[str]:
    """`name==version` of each dependency's lower bound."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    pattern = re.compile(r"([\w-]+)(?:\[[\w,-]+\])?>=([\w.]+)")
    found = [pattern.match(dependency) for dependency in project["dependencies"]]
    return [f"{match[1]}=={match[2]}" for match in found if match]


if __name__ == "__main__":
    print("\n".join(oldest()))
