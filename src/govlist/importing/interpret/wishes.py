"""What a person says of a document beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govlist.model.checklist import Checklist


@dataclass(frozen=True)
class Wishes:
    """What a person says of a document, over what would be guessed; `name` is the document's file name."""

    name: str
    title: str | None = None
    year: int | None = None
    region: str | None = None
    columns: Sequence[str] = ()
    roster: Checklist | None = None
