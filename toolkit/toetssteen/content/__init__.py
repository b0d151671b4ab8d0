"""``criteria/`` from YAML to nouns: reading, checking, and putting a method together."""
