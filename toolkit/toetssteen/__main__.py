"""``python -m toetssteen``."""

from toetssteen.cli import main

main()
