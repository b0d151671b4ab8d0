"""From answers to a result: pure functions, exact arithmetic, nothing normalised over the solutions."""
