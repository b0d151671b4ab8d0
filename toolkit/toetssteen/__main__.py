"""``python -m toetssteen``."""

from toetssteen.cli.app import main

main()
