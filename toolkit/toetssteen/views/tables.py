"""Tables of a result, in the reader's language; pandas escapes what stands in them."""

from __future__ import annotations

import pandas as pd

from toetssteen.language import Language, say
from toetssteen.scoring.result.result import Result
from toetssteen.views.result import columns, result_rows


def result_table(worked_out: Result, language: Language) -> pd.DataFrame:
    """Return the result as a table.

    Returns
    -------
    pandas.DataFrame
        One row a solution, by rank and then by id. Index: its name. Columns, as text in the language: eligible,
        rank (1 is best, shared ranks marked), total (0-100, rounded by the frozen rule, a range while it is
        open), weakest value with its governing criterion. Where the method has a price also: what is compared
        (0-100, or euro), the price (euro) and the rank on quality.
    """
    shown = columns(worked_out)
    frame = pd.DataFrame(result_rows(worked_out, language), columns=list(shown), dtype="str")
    frame.columns = pd.Index([say(f"result.{column}", language) for column in shown])
    return frame.set_index(frame.columns[0])
