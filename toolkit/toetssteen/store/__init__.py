"""Where entries are kept, and whether they are still what was written."""
