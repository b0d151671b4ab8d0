"""What pages, commands and notebooks do with an assessment (:class:`Workbench`) and with the library; thin.

Rules: nothing is decided here that a rule of ``model`` or ``scoring`` decides; who reads and acts is a :class:`Reader`,
made in one place; what is refused raises an error that a page can show.
"""

from toetssteen.scoring.trial import FEWEST, MOST, Pattern
from toetssteen.sheets.table import Delimiter, Sign
from toetssteen.views import notebook
from toetssteen.workbench.bench import Workbench
from toetssteen.workbench.kept import Kept, answers_evidence, attached
from toetssteen.workbench.looking import HowSure
from toetssteen.workbench.opening import (
    begin,
    create,
    export,
    import_scores,
    open_folder,
    open_store,
    restore,
    verify,
    workspace,
)
from toetssteen.workbench.reader import Reader, chairs_of, remember, remembered
from toetssteen.workbench.recording import NEEDS_REASON, body_of, read_json

__all__ = [
    "FEWEST",
    "MOST",
    "NEEDS_REASON",
    "Delimiter",
    "HowSure",
    "Kept",
    "Pattern",
    "Reader",
    "Sign",
    "Workbench",
    "answers_evidence",
    "attached",
    "begin",
    "body_of",
    "chairs_of",
    "create",
    "export",
    "import_scores",
    "open_folder",
    "open_store",
    "read_json",
    "remember",
    "remembered",
    "restore",
    "verify",
    "workspace",
]

notebook.register()
