"""What can happen in an assessment: every kind of entry, who may write it and when, and what it changes."""
