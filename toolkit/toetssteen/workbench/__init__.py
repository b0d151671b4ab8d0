"""What a notebook or the command line does with an assessment, in one call each; thin.

Rules: nothing is decided here that a rule of ``model`` or ``scoring`` decides; who acts is named in every
call; what is refused raises an error that a page can show.
"""

from toetssteen.views import notebook
from toetssteen.workbench.judging import declare, draft, flags, open_round, score, submit, typed, unseal
from toetssteen.workbench.opening import create, export_folder, import_scores, open_assessment, open_folder, verify
from toetssteen.workbench.recording import body_of, freeze, method_of, read_json, record, refusals, role_of
from toetssteen.workbench.telling import REPORTS, figures, report, report_of, result_of, result_table

__all__ = [
    "REPORTS",
    "body_of",
    "create",
    "declare",
    "draft",
    "export_folder",
    "figures",
    "flags",
    "freeze",
    "import_scores",
    "method_of",
    "open_assessment",
    "open_folder",
    "open_round",
    "read_json",
    "record",
    "refusals",
    "report",
    "report_of",
    "result_of",
    "result_table",
    "role_of",
    "score",
    "submit",
    "typed",
    "unseal",
    "verify",
]

notebook.register()
