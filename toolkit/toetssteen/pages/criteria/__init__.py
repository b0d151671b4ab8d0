"""The step *criteria*: the browser of the library."""
