"""What pages, commands and notebooks do with an assessment (:class:`Workbench`) and with the library; thin.

Rules: nothing is decided here that a rule of ``model`` or ``scoring`` decides; who reads and acts is a :class:`Reader`,
made in one place; what is refused raises an error that a page can show.
"""

from toetssteen.scoring.result.coverage import FEWEST as FEWEST_EVALUATORS
from toetssteen.scoring.trial import FEWEST, MOST, Pattern
from toetssteen.sheets.answers import TYPES as QUESTIONNAIRE_TYPES
from toetssteen.sheets.attachment import TYPES as FILE_TYPES
from toetssteen.sheets.table import Delimiter, Encoding, Sign
from toetssteen.sheets.unseen import Hidden
from toetssteen.sheets.wide_found import Agreed, Heads, WideSaid
from toetssteen.sheets.wide_reading import WideReading
from toetssteen.sheets.workbook import MAX_BYTES as MAX_QUESTIONNAIRE
from toetssteen.store.protocol import MAX_FILE
from toetssteen.views import notebook
from toetssteen.workbench.apart import Apart
from toetssteen.workbench.bench import Workbench
from toetssteen.workbench.choosing import Choosing
from toetssteen.workbench.kept import Kept, answers_evidence, attached, refuse_type
from toetssteen.workbench.looking import HowSure
from toetssteen.workbench.naming import look_alikes
from toetssteen.workbench.opening import (
    begin,
    create,
    export,
    import_scores,
    look_wide,
    open_folder,
    open_store,
    restore,
    verify,
    workspace,
)
from toetssteen.workbench.reader import Reader, chairs_of, remember, remembered
from toetssteen.workbench.recording import NEEDS_REASON, body_of, read_json
from toetssteen.workbench.scanning import PERSON, begin_scan, grow, quick_set

__all__ = [
    "FEWEST",
    "FEWEST_EVALUATORS",
    "FILE_TYPES",
    "MAX_FILE",
    "MAX_QUESTIONNAIRE",
    "MOST",
    "NEEDS_REASON",
    "PERSON",
    "QUESTIONNAIRE_TYPES",
    "Agreed",
    "Apart",
    "Choosing",
    "Delimiter",
    "Encoding",
    "Heads",
    "Hidden",
    "HowSure",
    "Kept",
    "Pattern",
    "Reader",
    "Sign",
    "WideReading",
    "WideSaid",
    "Workbench",
    "answers_evidence",
    "attached",
    "begin",
    "begin_scan",
    "body_of",
    "chairs_of",
    "create",
    "export",
    "grow",
    "import_scores",
    "look_alikes",
    "look_wide",
    "open_folder",
    "open_store",
    "quick_set",
    "read_json",
    "refuse_type",
    "remember",
    "remembered",
    "restore",
    "verify",
    "workspace",
]

notebook.register()
