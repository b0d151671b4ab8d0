"""An assessment in a folder: the store of whoever works alone, or shares a folder."""

from toetssteen.store.folder.assessment import Folder

__all__ = ["Folder"]
