"""What every page needs, loaded before there is one: by the process that the kernels of pages are copies of."""

import contextlib
import gc

from toetssteen.errors import ToetssteenError
from toetssteen.language import words
from toetssteen.web import form
from toetssteen.workbench import library

words()
form.style()
for step in ("start", "prepare", "score", "consensus", "compare", "report", "criteria", "audit", "handbook"):
    form.module(step)
with contextlib.suppress(ToetssteenError):  # a page says what is wrong with a library
    library.library()
gc.freeze()  # what is here now stays: a copy that never looks through it shares it
