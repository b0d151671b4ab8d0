"""The step *agree*."""
