"""The whole report under the name by which it is asked for: the file of an assessment."""

from toetssteen.documents.kinds.report.whole import FORMATS, paper

__all__ = ["FORMATS", "paper"]
