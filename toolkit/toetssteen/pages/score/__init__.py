"""The step *score*."""
