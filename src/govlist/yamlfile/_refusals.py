"""The errors for files that cannot be written: what the system said, and what to do."""

from __future__ import annotations

import errno
from pathlib import Path

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_

SYSTEM_WORDS = (
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("Read-only file system"),
    N_("Input/output error"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("No such file or directory"),
    N_("Too many levels of symbolic links"),
    N_("File name too long"),
)
"""Messages of the operating system, for the catalogue; others are shown untranslated."""


def write_error(path: Path, error: OSError) -> GovlistError:
    """The error (exit 3) for a path and what the system said about it."""
    message = _("{path} cannot be written: {error}").format(path=path, error=_(error.strerror or str(error)))
    if isinstance(error, FileNotFoundError) and not path.parent.is_dir():
        message = _("there is no folder {path}").format(path=path.parent)
        hint = _("create it first, or check its name")
    elif error.errno in (errno.ENOSPC, errno.EDQUOT):
        hint = _("the old file is unchanged; free some disk space, then run the command again")
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        hint = _(
            "the old file is unchanged; close it in other programs (WPS, Excel, an editor), "
            "or get permission to write the file and its folder"
        )
    else:
        hint = _(
            "the old file is unchanged; check the folder, the disk, and whether the file is open elsewhere"
        )
    return GovlistError(message, ExitCode.FAILED, hint=hint)


def changed(path: Path) -> GovlistError:
    """The error for a file that is no longer what it was when the work began."""
    message = _("{path} was changed by another program").format(path=path)
    return GovlistError(message, ExitCode.FAILED, hint=_("nothing was written; run the command again"))
