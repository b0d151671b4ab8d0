"""Tables and figures of the state, for notebooks and reports."""
