"""How sure a result is, in sentences, tables and figures of one language."""
