"""The roles of the names in a text, from the labels before them and the verbs after them."""

from __future__ import annotations

from collections.abc import Sequence

from govlist.importing.interpret.responsible._tokens import Kind, Token
from govlist.importing.interpret.responsible.shared_parts import Entry
from govlist.model.checklist import Role


def assign(parts: Sequence[Entry | Token], column: Role) -> None:
    """Give every name its role: of the verb after it, as far back as the verb before; else of the label."""
    _Roles(column).assign(parts)


class _Roles:
    """Assigns roles; `pending` are the names since the last verb or label."""

    def __init__(self, column: Role) -> None:
        self.label = column
        self.pending: list[Entry] = []
        self.before: Role | None = None
        """The role of the verb before, if it was a lead or support."""
        self.joined = False
        """Whether 会同 stands before the names of this clause."""
        self.together: list[Entry] = []
        """The names after 会同 until the next verb; they lead, too, if that is 牵头."""
        self.ahead: Role | None = None
        """The role of a verb before its names: 配合区财政局."""
        self.begun = False

    def assign(self, parts: Sequence[Entry | Token]) -> None:
        """Go through the parts from the left."""
        for at, part in enumerate(parts):
            if isinstance(part, Entry):
                if part.role is None and (self.joined or self.ahead):
                    part.role = Role.SUPPORT if self.joined else self.ahead
                    self.together += [part] if self.joined else []
                if part.role is Role.LEAD:
                    self.before = Role.LEAD
                self.pending.append(part)
                self.begun = True
            elif part.kind is Kind.LABEL:
                self._give(self.pending, self.label)
                self.label = part.role or Role.RESPONSIBLE
                self.before = None
            elif part.kind in (Kind.VERB, Kind.DUTY):
                self._verb(part, parts[at + 1] if at + 1 < len(parts) else None)
            elif part.kind is Kind.WITH and self.begun:
                self._with()
            elif part.kind is Kind.MARK and part.text in "，,；;。":
                self.joined, self.ahead, self.together = False, None, []
        self._give(self.pending, self.label)

    def _verb(self, verb: Token, after: Entry | Token | None) -> None:
        clause = self.pending[-1].clause if self.pending else None
        last = [entry for entry in self.pending if entry.clause == clause]
        if not self.pending and isinstance(after, Entry):
            self.ahead = verb.role
            return
        if verb.role is None:
            self._give(self.pending, self.label)
        elif verb.role is Role.SUPPORT and self.before is Role.LEAD:
            self._give(self.pending, Role.SUPPORT)
        else:
            self._give([entry for entry in self.pending if entry not in last], self.label)
            self._give(last, verb.role)
        if verb.role is Role.LEAD:
            for entry in self.together:
                entry.role = Role.LEAD
        self.before = verb.role
        self.pending, self.together, self.joined, self.ahead = [], [], False, None

    def _with(self) -> None:
        clause = self.pending[-1].clause if self.pending else None
        first = [entry for entry in self.pending if entry.clause == clause]
        self._give([entry for entry in self.pending if entry not in first], self.label)
        self._give(first, Role.LEAD if self.label is Role.RESPONSIBLE else self.label)
        self.pending, self.joined = [], True

    def _give(self, entries: Sequence[Entry], role: Role) -> None:
        for entry in entries:
            entry.role = entry.role or role
        if entries is self.pending:
            self.pending = []
