"""Build hook: compiles the Chinese catalogue, for the wheel, the sdist and the editable install.

The wheel also gets the pages of docs/ as texts, for `govlist docs`.
"""

from __future__ import annotations

from pathlib import Path
from runpy import run_path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogue(BuildHookInterface[Any]):
    """Runs `scripts/catalogue.py compile` before anything is packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write govlist.mo beside its source, and add the pages to the wheel."""
        root = Path(self.root)
        run_path(str(root / "scripts" / "catalogue.py"))["compile_catalogue"]()
        if self.target_name == "wheel" and version != "editable":
            for page in [*(root / "docs").glob("*.md"), *(root / "docs" / "zh").glob("*.md")]:
                build_data["force_include"][str(page)] = f"govlist/{page.relative_to(root).as_posix()}"
