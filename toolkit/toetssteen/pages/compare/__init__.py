"""The step *compare*."""
