"""Toetssteen: test vendor solutions against public values before, during and after procurement."""
