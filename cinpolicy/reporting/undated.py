"""Files that do not tell when they were made, so that the same report is the same bytes."""

import io
import zipfile
from datetime import UTC, datetime

MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""What stands where a form demands the time of making."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def zipped_again(content: bytes) -> bytes:
    """An archive with the same members in the same order, all of the first day there can be."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _FIRST_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # whatever system it is made on
            member.external_attr = _READABLE
            new.writestr(member, old.read(name))
    return out.getvalue()
