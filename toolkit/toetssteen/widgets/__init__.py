"""Forms: one anywidget a page, native controls, nothing loaded from elsewhere."""
