"""The step *start*."""
