"""The place *handbook*."""
