"""The day that an address asks for."""

from __future__ import annotations

import re
from datetime import date

from oogo.errors import ParameterError

__all__ = ["day_of"]

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def day_of(text: str) -> date | None:
    """The day that is written so; none where nothing is."""
    if not text:
        return None
    try:
        # Python reads other ways of writing too; here there is one.
        return date.fromisoformat(text if _WRITTEN.fullmatch(text) else "")
    except ValueError as error:
        raise ParameterError(
            f"‘{text}’ is geen datum",
            f"‘{text}’ is not a date",
            place="peildatum",
            remedy_nl="Schrijf jjjj-mm-dd, bijvoorbeeld 2019-04-18.",
            remedy_en="Write yyyy-mm-dd, such as 2019-04-18.",
        ) from error
