"""The step *prepare*."""
