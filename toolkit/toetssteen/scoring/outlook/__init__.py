"""How sure a result is, and what would change it; nothing here alters a result."""
