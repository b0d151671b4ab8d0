"""The step *audit trail*."""
