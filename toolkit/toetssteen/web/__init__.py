"""What officials see in a browser: one anywidget form a page, and the one Jupyter server that serves it."""
