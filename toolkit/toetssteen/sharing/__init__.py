"""What leaves the house so that another can verify it."""
