"""The semantic lint of the library of criteria."""
