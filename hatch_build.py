"""Build hook: compiles the Chinese catalogue, for the wheel, the sdist and the editable install."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogue(BuildHookInterface[Any]):
    """Runs `scripts/catalogue.py compile` before anything is packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write govlist.mo beside its source."""
        run_path(str(Path(self.root) / "scripts" / "catalogue.py"))["compile_catalogue"]()
