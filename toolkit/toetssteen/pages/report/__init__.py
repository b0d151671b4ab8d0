"""The step *report*."""
