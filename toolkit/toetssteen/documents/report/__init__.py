"""The report of an assessment: what it says, as plain data in one language."""
